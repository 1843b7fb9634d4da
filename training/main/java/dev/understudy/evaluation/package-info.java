/// How well a model foresees a text: its loss and perplexity, overall and for each speaker.
@NullMarked
package dev.understudy.evaluation;

import org.jspecify.annotations.NullMarked;
