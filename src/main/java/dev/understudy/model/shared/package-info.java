/// One model for many conversations at the same time.
@NullMarked
package dev.understudy.model.shared;

import org.jspecify.annotations.NullMarked;
