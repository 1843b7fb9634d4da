/// Reads Telegram Desktop's `result.json`, its invalid JSON included.
@NullMarked
package dev.understudy.imports.telegram;

import org.jspecify.annotations.NullMarked;
