/// Reads logs of IRC channels.
@NullMarked
package dev.understudy.imports.irc;

import org.jspecify.annotations.NullMarked;
