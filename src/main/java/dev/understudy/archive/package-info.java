/// The database of everything that was said: one H2 file, open to one process at a time.
@NullMarked
package dev.understudy.archive;

import org.jspecify.annotations.NullMarked;
