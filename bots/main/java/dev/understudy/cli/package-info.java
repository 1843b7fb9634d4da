/// The command line: verbs, help, progress, logs, and how each failure is told.
@NullMarked
package dev.understudy.cli;

import org.jspecify.annotations.NullMarked;
