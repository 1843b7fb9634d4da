package dev.understudy.chat;

import dev.understudy.chat.text.Storable;

/// One account on one platform, such as `telegram:user11`. A person may own several.
///
/// @param id the platform's own id where it has one, never a display name; names only on platforms
///   without ids
public record Handle(Platform platform, String id) {
    public Handle {
        id = Storable.of(id); // damaged exports have anything in their names
        if (id.isBlank()) {
            throw new IllegalArgumentException("a handle needs an id");
        }
    }

    @Override
    public String toString() {
        return platform.key() + ":" + id;
    }
}
