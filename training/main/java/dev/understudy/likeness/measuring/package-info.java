/// Measures how much the clones of a model are like their friends.
@NullMarked
package dev.understudy.likeness.measuring;

import org.jspecify.annotations.NullMarked;
