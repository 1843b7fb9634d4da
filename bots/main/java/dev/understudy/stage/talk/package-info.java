/// Conversations with clones, wherever they are led.
@NullMarked
package dev.understudy.stage.talk;

import org.jspecify.annotations.NullMarked;
