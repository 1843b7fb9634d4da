/// The bots from the command line: their settings, and what they need before they can start.
@NullMarked
package dev.understudy.cli.serving;

import org.jspecify.annotations.NullMarked;
