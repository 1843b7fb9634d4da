/// Cuts what was said in a channel into conversations, and deals them out to the parts of a corpus.
@NullMarked
package dev.understudy.corpus.conversation;

import org.jspecify.annotations.NullMarked;
