/// Reads the chats that signal-export has taken out of Signal Desktop, as JSON or as Markdown.
@NullMarked
package dev.understudy.imports.signalexport;

import org.jspecify.annotations.NullMarked;
