/// What a run leaves to be read: its figures step by step, and the page and picture drawn from
/// them.
@NullMarked
package dev.understudy.report;

import org.jspecify.annotations.NullMarked;
