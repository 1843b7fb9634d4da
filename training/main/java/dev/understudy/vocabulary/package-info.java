/// Learns a byte-level BPE vocabulary from text, for models trained from scratch.
@NullMarked
package dev.understudy.vocabulary;

import org.jspecify.annotations.NullMarked;
