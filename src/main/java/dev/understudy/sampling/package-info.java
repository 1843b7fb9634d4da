/// How the next token is chosen from a model's scores.
@NullMarked
package dev.understudy.sampling;

import org.jspecify.annotations.NullMarked;
