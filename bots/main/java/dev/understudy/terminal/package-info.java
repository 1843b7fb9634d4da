/// A conversation at a terminal, or through a pipe.
@NullMarked
package dev.understudy.terminal;

import org.jspecify.annotations.NullMarked;
