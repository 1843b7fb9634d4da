package dev.understudy.chat;

import java.util.Locale;

/// Where a message was written. The [key][#key] is stored and never changes.
public enum Platform {
    TELEGRAM,
    DISCORD,
    /// Exported chats: names or telephone numbers, no ids.
    WHATSAPP,
    SIGNAL,
    IMESSAGE,
    /// A transcript file: names, no ids, no clock.
    PLAIN;

    /// The lower-case name under which the platform is stored, as in `telegram:user11`.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The platform stored under `key`. Throws IllegalArgumentException when there is none.
    public static Platform ofKey(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
