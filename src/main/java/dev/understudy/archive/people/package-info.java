/// The people of a circle as an operator looks after them: who is one human, what they are called,
/// and whose words may be used.
@NullMarked
package dev.understudy.archive.people;

import org.jspecify.annotations.NullMarked;
