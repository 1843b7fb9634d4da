/// The bots from the command line: their settings, and how they are put on stage.
@NullMarked
package dev.understudy.cli.serving;

import org.jspecify.annotations.NullMarked;
