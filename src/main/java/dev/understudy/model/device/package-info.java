/// Where models are computed, and how much memory there is.
@NullMarked
package dev.understudy.model.device;

import org.jspecify.annotations.NullMarked;
