/// From messages to token ids for training and validation: cut, merged, split by time, counted.
@NullMarked
package dev.understudy.corpus;

import org.jspecify.annotations.NullMarked;
