/// What will probably be said next, found without asking the model.
@NullMarked
package dev.understudy.generation.guess;

import org.jspecify.annotations.NullMarked;
