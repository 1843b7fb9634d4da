/// Numbers that are private, and those that are not.
@NullMarked
package dev.understudy.scrub.number;

import org.jspecify.annotations.NullMarked;
