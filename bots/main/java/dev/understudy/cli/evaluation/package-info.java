/// How well a model foresees a text: measured with its progress shown, then told as a table or
/// JSON.
@NullMarked
package dev.understudy.cli.evaluation;

import org.jspecify.annotations.NullMarked;
