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
    /// Facebook's: names, no ids.
    MESSENGER,
    /// Names, no ids.
    INSTAGRAM,
    SLACK,
    MATRIX,
    /// Google's: e-mail addresses, and names where there is none.
    GOOGLE_CHAT,
    /// Logs of channels: nicks, no ids.
    IRC,
    /// What one account has published.
    TWITTER,
    /// Tables with a column for the sender: names, seldom ids.
    CSV,
    /// Documents of one author: no ids, no clock.
    TEXT,
    /// A transcript file: names, no ids, no clock.
    PLAIN;

    /// Whether it says when things were said; else times only keep an order.
    public boolean hasClock() {
        return this != PLAIN && this != TEXT;
    }

    /// The lower-case name under which the platform is stored, as in `telegram:user11`.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The platform stored under `key`. Throws IllegalArgumentException when there is none.
    public static Platform ofKey(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
