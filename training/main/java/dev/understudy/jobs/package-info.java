/// What is to be done for a circle once, whoever does it and whatever dies.
@NullMarked
package dev.understudy.jobs;

import org.jspecify.annotations.NullMarked;
