/// Pictures of a run for where a page cannot go: the only place that knows the chart library.
@NullMarked
package dev.understudy.report.picture;

import org.jspecify.annotations.NullMarked;
