package dev.understudy.telegram;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Platform;
import dev.understudy.stage.command.Place;
import dev.understudy.stage.door.Ear;
import dev.understudy.stage.door.Heard;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.telegram.telegrambots.meta.api.methods.botapimethods.BotApiMethod;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.chat.Chat;

/// Which of Telegram's chats a channel is, and the other way round. Thread-safe.
///
/// An export has the bare number of a chat, for which the Bot API has two names: `-42` if it is a
/// group, `-1000000000042` if it is a supergroup. Chats that were heard from are known; for others
/// both are tried.
final class Chats {
    private static final long SUPERGROUPS = 1_000_000_000_000L;
    private static final String USER = "user";

    private final Api api;
    private final Ear ear;
    private final Map<String, Long> ids = new ConcurrentHashMap<>();

    Chats(Api api, Ear ear) {
        this.api = api;
        this.ear = ear;
    }

    /// Where `chat` is, its channel being the one that an import would make of it.
    Place place(Chat chat) {
        Channel channel = new Channel(Platform.TELEGRAM, key(chat.getId()), title(chat));
        ids.put(channel.id(), chat.getId());
        return isDirect(chat) ? Place.direct(channel) : group(channel);
    }

    /// The group whose id is, or was, `chat`.
    static Place group(long chat, String title) {
        return group(new Channel(Platform.TELEGRAM, key(chat), title));
    }

    private static Place group(Channel channel) {
        return new Place(channel, channel.id());
    }

    /// Whether `chat` is between one person and us.
    static boolean isDirect(Chat chat) {
        return "private".equals(chat.getType());
    }

    static String key(long chat) {
        if (chat > 0) {
            return USER + chat;
        }
        return Long.toString(chat <= -SUPERGROUPS ? -chat - SUPERGROUPS : -chat);
    }

    private static String title(Chat chat) {
        return Optional.ofNullable(chat.getTitle())
                .orElseGet(() -> name(chat.getFirstName(), chat.getLastName()));
    }

    /// The name of `user` as exports write it; a deleted account has none.
    static String name(User user) {
        String name = name(user.getFirstName(), user.getLastName());
        return name.isEmpty() ? "Deleted-" + USER + user.getId() : name;
    }

    // Both are missing now and then, whatever the library's types say.
    private static String name(String first, String last) {
        return Stream.of(Optional.ofNullable(first), Optional.ofNullable(last))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "))
                .strip();
    }

    /// What comes of `call` in the chat that `channel` is, under its new id if it has moved, which
    /// the ear is told. Throws Fault when it fails, or there is no such chat.
    <T extends Serializable, M extends BotApiMethod<T>> T in(Channel channel, LongFunction<M> call)
            throws Fault {
        Fault unknown =
                new Fault(
                        Fault.Kind.REFUSED,
                        "channel " + channel.id(),
                        "chat not found",
                        new IllegalArgumentException("no chat can have that id"));
        for (long id : candidates(channel.id())) {
            try {
                T result = api.call(call.apply(id));
                ids.put(channel.id(), id);
                return result;
            } catch (Fault fault) {
                if (fault.movedTo().isPresent()) {
                    return api.call(call.apply(moved(channel, fault.movedTo().get())));
                }
                if (!fault.isOfUnknownChat()) {
                    throw fault;
                }
                unknown = fault;
            }
        }
        throw unknown;
    }

    private long moved(Channel from, long to) {
        ids.put(from.id(), to);
        ear.hear(new Heard.Moved(group(from), group(to, from.title())));
        return to;
    }

    private List<Long> candidates(String key) {
        Long known = ids.get(key);
        if (known != null) {
            return List.of(known);
        }
        if (key.matches(USER + "\\d{1,18}")) {
            return List.of(Long.parseLong(key.substring(USER.length())));
        }
        if (!key.matches("\\d{1,18}")) {
            return List.of();
        }
        long number = Long.parseLong(key);
        return List.of(-SUPERGROUPS - number, -number);
    }
}
