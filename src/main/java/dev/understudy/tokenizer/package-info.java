/// Text to token ids and back: GPT-2's byte-level BPE, from anybody's checkpoint or our own
/// trainer.
@NullMarked
package dev.understudy.tokenizer;

import org.jspecify.annotations.NullMarked;
