/// Files of weights: safetensors and PyTorch's own, whole or in shards, read as named tensors.
@NullMarked
package dev.understudy.checkpoint;

import org.jspecify.annotations.NullMarked;
