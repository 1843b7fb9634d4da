/// `understudy stats`: a circle's history in figures.
@NullMarked
package dev.understudy.cli.stats;

import org.jspecify.annotations.NullMarked;
