/// What a corpus says in place of private data.
@NullMarked
package dev.understudy.corpus.privacy;

import org.jspecify.annotations.NullMarked;
