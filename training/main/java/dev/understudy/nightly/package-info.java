/// What a night brings: how much is new, whether to learn from it, from what, and what is kept of
/// that.
@NullMarked
package dev.understudy.nightly;

import org.jspecify.annotations.NullMarked;
