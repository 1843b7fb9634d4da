package dev.understudy.chat;

import dev.understudy.chat.text.Storable;

/// One conversation place on one platform: a group, a direct chat, a transcript file.
///
/// @param id the platform's id, unique on that platform
/// @param title what people call it; may be empty, may change
public record Channel(Platform platform, String id, String title) {
    public Channel {
        id = Storable.of(id); // damaged exports have anything in their names
        if (id.isBlank()) {
            throw new IllegalArgumentException("a channel needs an id");
        }
    }
}
