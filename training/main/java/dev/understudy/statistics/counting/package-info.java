/// Counts a history as it is read, in memory that does not grow with it.
@NullMarked
package dev.understudy.statistics.counting;

import org.jspecify.annotations.NullMarked;
