/// From exports to a live model, with the progress shown: what several commands have in common.
@NullMarked
package dev.understudy.cli.training;

import org.jspecify.annotations.NullMarked;
