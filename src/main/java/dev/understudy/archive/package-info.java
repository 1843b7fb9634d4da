/// The database of everything that was said: in a file that is one process's at a time, or on a
/// server that several share.
@NullMarked
package dev.understudy.archive;

import org.jspecify.annotations.NullMarked;
