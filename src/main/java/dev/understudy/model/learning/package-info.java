/// How a model learns: gradients block by block, and the optimizers that follow them.
@NullMarked
package dev.understudy.model.learning;

import org.jspecify.annotations.NullMarked;
