/// Telegram's door: what TelegramBots says and wants, in the stage's words.
@NullMarked
package dev.understudy.telegram;

import org.jspecify.annotations.NullMarked;
