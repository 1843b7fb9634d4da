/// What a training will take before it starts: memory, steps, time, and what is likely to go wrong.
@NullMarked
package dev.understudy.forecast;

import org.jspecify.annotations.NullMarked;
