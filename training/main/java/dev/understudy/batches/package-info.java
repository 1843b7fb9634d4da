/// Cuts a corpus into the rows that a model reads at once, in an order that can be drawn again.
@NullMarked
package dev.understudy.batches;

import org.jspecify.annotations.NullMarked;
