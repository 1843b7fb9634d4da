package dev.understudy.configuration;

import dev.understudy.chat.Platform;
import java.util.Optional;

/// Somewhere on a platform, under the id that the archive has for it: a Discord server or channel,
/// a Telegram group, or a private chat with a person.
///
/// @param id Discord's number; the number of a Telegram group as exports have it, or `user99` for a
///   private chat
public record Place(Platform platform, String id) {
    private static final String NUMBER = "\\d{1,20}";

    /// The Bot API counts supergroups downwards from here.
    private static final long SUPERGROUPS = 1_000_000_000_000L;

    public Place {
        if (!canonical(platform, id).equals(Optional.of(id))) {
            throw new IllegalArgumentException("not a place's id; use Place.of");
        }
    }

    /// The place that people or the platform call `id`; empty when it can be none. Telegram's group
    /// -1001234567890 is 1234567890 in exports, and -42 is 42.
    public static Optional<Place> of(Platform platform, String id) {
        return canonical(platform, id).map(found -> new Place(platform, found));
    }

    /// The same from text such as `discord:1234`, with the platform before it.
    public static Optional<Place> of(String text) {
        int colon = text.indexOf(':');
        return switch (colon < 0 ? "" : text.substring(0, colon)) {
            case "discord" -> of(Platform.DISCORD, text.substring(colon + 1));
            case "telegram" -> of(Platform.TELEGRAM, text.substring(colon + 1));
            case String _ -> Optional.empty();
        };
    }

    private static Optional<String> canonical(Platform platform, String id) {
        return switch (platform) {
            case DISCORD -> Optional.of(id).filter(text -> text.matches(NUMBER));
            case TELEGRAM ->
                    id.matches("-\\d{1,18}")
                            ? Optional.of(group(-Long.parseLong(id)))
                            : Optional.of(id).filter(text -> text.matches("(user)?" + NUMBER));
            case WHATSAPP, SIGNAL, IMESSAGE, PLAIN -> Optional.empty();
        };
    }

    private static String group(long number) {
        return Long.toString(number > SUPERGROUPS ? number - SUPERGROUPS : number);
    }

    /// As it may be written in the file: `telegram:1234567890`.
    @Override
    public String toString() {
        return platform.key() + ":" + id;
    }
}
