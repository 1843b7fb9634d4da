/// Texts that are no chats: poems, recipes, tweets, books.
@NullMarked
package dev.understudy.texts;

import org.jspecify.annotations.NullMarked;
