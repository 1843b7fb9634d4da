/// Reads what Facebook and Instagram give people of their messages.
@NullMarked
package dev.understudy.imports.meta;

import org.jspecify.annotations.NullMarked;
