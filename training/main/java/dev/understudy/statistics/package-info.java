/// Who talks how much, when and with whom: a circle's history in figures, without a word of it.
@NullMarked
package dev.understudy.statistics;

import org.jspecify.annotations.NullMarked;
