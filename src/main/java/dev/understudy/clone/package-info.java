/// Clones: who can be played by a model, what they have heard, and what they reply.
@NullMarked
package dev.understudy.clone;

import org.jspecify.annotations.NullMarked;
