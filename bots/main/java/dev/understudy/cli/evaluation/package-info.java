/// How well a model foresees a text, and how much its clones are like their friends: measured with
/// the progress shown, then told as a table, a page or JSON.
@NullMarked
package dev.understudy.cli.evaluation;

import org.jspecify.annotations.NullMarked;
