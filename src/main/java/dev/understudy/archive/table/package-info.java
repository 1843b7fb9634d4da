/// The archive's tables, row by row, and the one thread of a process that writes them. For the
/// archive alone.
@NullMarked
package dev.understudy.archive.table;

import org.jspecify.annotations.NullMarked;
