/// When models go on learning, and how, as their operator says.
@NullMarked
package dev.understudy.clone.night;

import org.jspecify.annotations.NullMarked;
