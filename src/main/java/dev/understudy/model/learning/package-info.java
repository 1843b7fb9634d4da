/// How a model learns: gradients block by block, on one device or several.
@NullMarked
package dev.understudy.model.learning;

import org.jspecify.annotations.NullMarked;
