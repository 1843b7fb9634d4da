/// Reads the rooms that Element exports from Matrix.
@NullMarked
package dev.understudy.imports.matrix;

import org.jspecify.annotations.NullMarked;
