/// How a model speaks as somebody it has learned.
@NullMarked
package dev.understudy.clone.voice;

import org.jspecify.annotations.NullMarked;
