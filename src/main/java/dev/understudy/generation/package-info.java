/// Any model going on with any text.
@NullMarked
package dev.understudy.generation;

import org.jspecify.annotations.NullMarked;
