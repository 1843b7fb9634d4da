package dev.understudy.imports.telegram;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Platform;
import java.util.Set;

/// One chat of an export, as far as it says what its messages are.
///
/// @param id the number as exported; empty in files that other tools have made
/// @param type Telegram's word, such as `private_supergroup`; may be empty
record TelegramChat(Channel channel, String id, String type) {
    private static final Set<String> PRIVATE = Set.of("saved_messages", "verification_codes");
    private static final Set<String> DIRECT =
            Set.of("saved_messages", "verification_codes", "personal_chat", "bot_chat", "replies");

    /// All that Telegram Desktop writes as a chat's type.
    static boolean isType(String word) {
        return DIRECT.contains(word)
                || word.matches("private_group|(private|public)_(supergroup|channel)");
    }

    static TelegramChat of(String id, String name, String type) {
        String key;
        if (id.isBlank()) {
            key = name.isBlank() ? "unnamed" : "name:" + name;
        } else {
            // Users and groups are numbered apart; group and supergroup words are not reliable.
            key = DIRECT.contains(type) ? "user" + id : id;
        }
        return new TelegramChat(new Channel(Platform.TELEGRAM, key, name), id, type);
    }

    /// Whether only its owner should ever read it.
    boolean isPrivate() {
        return PRIVATE.contains(type);
    }

    /// Whether a channel speaks here, and no person.
    boolean isBroadcast() {
        return type.endsWith("_channel");
    }

    /// Whether `sender` (as `user11`) is the bot that this chat is with.
    boolean isWithBot(String sender) {
        return type.equals("bot_chat") && sender.equals("user" + id);
    }

    /// Whether `fromId` is this group itself, under the bare number of exports before 2021.
    boolean isItself(String fromId) {
        return !DIRECT.contains(type) && !id.isBlank() && fromId.equals(id);
    }
}
