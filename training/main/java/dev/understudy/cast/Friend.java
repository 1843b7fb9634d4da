package dev.understudy.cast;

import java.util.Locale;

/// An invented friend.
///
/// @param name as the others write it
/// @param handle Telegram's id of their account, `user` and a number
/// @param manner how their words look
/// @param phrases what they say
/// @param presence how often they join in, against the others; 1 is usual
public record Friend(
        String name, String handle, Manner manner, PhraseBook phrases, double presence) {
    public Friend {
        if (name.isBlank() || !handle.matches("user\\d+") || !(presence > 0)) {
            throw new IllegalArgumentException("a friend needs a name, a handle and a presence");
        }
    }

    /// The same friend with other habits of writing.
    public Friend in(Manner other) {
        return new Friend(name, handle, other, phrases, presence);
    }

    /// The name as phrase books and scenes write it: lower case.
    String key() {
        return name.toLowerCase(Locale.ROOT);
    }
}
