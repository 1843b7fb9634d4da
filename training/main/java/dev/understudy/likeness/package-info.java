/// How much the clones of a model are like their friends: what is measured, and how it is kept.
@NullMarked
package dev.understudy.likeness;

import org.jspecify.annotations.NullMarked;
