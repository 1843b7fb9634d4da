/// Decides which messages teach a clone to speak, and says of each other one why it does not.
@NullMarked
package dev.understudy.corpus.selection;

import org.jspecify.annotations.NullMarked;
