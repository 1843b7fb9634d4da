/// What a clone may not say, how what it says becomes messages, and what it is told.
@NullMarked
package dev.understudy.stage.guard;

import org.jspecify.annotations.NullMarked;
