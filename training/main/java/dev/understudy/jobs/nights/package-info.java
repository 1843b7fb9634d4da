/// When a job is asked for each night, and by whom.
@NullMarked
package dev.understudy.jobs.nights;

import org.jspecify.annotations.NullMarked;
