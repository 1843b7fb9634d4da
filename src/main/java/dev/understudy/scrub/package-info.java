/// Text without private data, for training and for what clones read.
@NullMarked
package dev.understudy.scrub;

import org.jspecify.annotations.NullMarked;
