/// Teaches a model a corpus: settings, schedule, the loop, and a run folder that survives a crash.
@NullMarked
package dev.understudy.finetune;

import org.jspecify.annotations.NullMarked;
