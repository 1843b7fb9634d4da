/// Brings exported chats into the archive, and says what became of every message.
@NullMarked
package dev.understudy.imports;

import org.jspecify.annotations.NullMarked;
