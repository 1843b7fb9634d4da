/// What each conversation is for: to learn from, to validate with, to test with, or nothing
/// tonight.
@NullMarked
package dev.understudy.corpus.split;

import org.jspecify.annotations.NullMarked;
