/// Reads what Google Takeout gives people of Google Chat.
@NullMarked
package dev.understudy.imports.googlechat;

import org.jspecify.annotations.NullMarked;
