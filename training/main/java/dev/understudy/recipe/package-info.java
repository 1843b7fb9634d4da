/// How a training is done: the keys, the presets, and what they come to for one corpus and model.
@NullMarked
package dev.understudy.recipe;

import org.jspecify.annotations.NullMarked;
