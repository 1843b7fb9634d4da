/// Builds, shows and exports the text that models learn from.
@NullMarked
package dev.understudy.cli.corpus;

import org.jspecify.annotations.NullMarked;
