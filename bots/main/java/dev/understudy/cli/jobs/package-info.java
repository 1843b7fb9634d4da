/// Trainings as jobs: who does them, and a list of them.
@NullMarked
package dev.understudy.cli.jobs;

import org.jspecify.annotations.NullMarked;
