package dev.understudy.chat;

/// One conversation place on one platform: a group, a direct chat, a transcript file.
///
/// @param id the platform's id, unique on that platform
/// @param title what people call it; may be empty, may change
public record Channel(Platform platform, String id, String title) {
    public Channel {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a channel needs an id");
        }
    }
}
