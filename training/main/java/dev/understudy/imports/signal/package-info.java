/// Reads what gets chats out of Signal: its own plaintext export, signal-export and sigtop.
@NullMarked
package dev.understudy.imports.signal;

import org.jspecify.annotations.NullMarked;
