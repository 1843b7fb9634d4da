/// The text that finders read and mark.
@NullMarked
package dev.understudy.scrub.sheet;

import org.jspecify.annotations.NullMarked;
