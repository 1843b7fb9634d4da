/// Models by their names, which mean the same wherever one is asked for.
@NullMarked
package dev.understudy.library;

import org.jspecify.annotations.NullMarked;
