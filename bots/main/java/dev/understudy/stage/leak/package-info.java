/// What was said where, known by hashes alone, so that a clone repeats none of it elsewhere.
@NullMarked
package dev.understudy.stage.leak;

import org.jspecify.annotations.NullMarked;
