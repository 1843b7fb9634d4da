/// Python's pickle format, read as data: nothing that a pickle asks for is ever called.
@NullMarked
package dev.understudy.checkpoint.pickle;

import org.jspecify.annotations.NullMarked;
