/// Five invented friends, and the chat they never had: what the demo learns from.
@NullMarked
package dev.understudy.cast;

import org.jspecify.annotations.NullMarked;
