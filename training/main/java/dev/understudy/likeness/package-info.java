/// How much a line sounds like a friend: who of them would most likely have said it.
@NullMarked
package dev.understudy.likeness;

import org.jspecify.annotations.NullMarked;
