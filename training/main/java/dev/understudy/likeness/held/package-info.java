/// What a likeness is measured against: moments of held-out conversations, what the model learnt
/// from, and a Markov chain to be better than.
@NullMarked
package dev.understudy.likeness.held;

import org.jspecify.annotations.NullMarked;
