package dev.understudy.cast;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// A group of invented friends, and everything that happens between them.
///
/// @param friends the group, two or more
/// @param common what any of them may say
/// @param scenes what may happen
public record Cast(List<Friend> friends, PhraseBook common, List<Scene> scenes) {
    public Cast {
        friends = List.copyOf(friends);
        scenes = List.copyOf(scenes);
        if (friends.size() < 2) {
            throw new IllegalArgumentException("a conversation takes two");
        }
    }

    /// Alice, Bob, Carmen, Dmitri and Edie.
    ///
    /// Presence evens out the messages: Bob sends three where the others send one.
    public static Cast five() {
        return new Cast(
                List.of(
                        friend("Alice", 11, Manner.CAREFUL, 1.1),
                        friend("Bob", 12, Manner.MUMBLING, 0.55),
                        friend("Carmen", 13, Manner.SHOUTING, 1.0),
                        friend("Dmitri", 14, Manner.TERSE, 1.2),
                        friend("Edie", 15, Manner.SPARKLING, 1.0)),
                PhraseBook.parse("common.txt", lines("common.txt")),
                Stream.of("scenes.txt", "events.txt")
                        .flatMap(file -> Scene.parseAll(file, lines(file)).stream())
                        .toList());
    }

    private static Friend friend(String name, int number, Manner manner, double presence) {
        String file = name.toLowerCase(Locale.ROOT) + ".txt";
        PhraseBook phrases = PhraseBook.parse(file, lines(file));
        return new Friend(name, "user" + (7_000_000 + number), manner, phrases, presence);
    }

    /// The friend called `name`, in any case.
    public Optional<Friend> friend(String name) {
        return friends.stream().filter(friend -> friend.name().equalsIgnoreCase(name)).findFirst();
    }

    /// The group after somebody left. Scenes that need them are no longer played.
    public Cast without(String name) {
        return new Cast(
                friends.stream().filter(friend -> !friend.name().equalsIgnoreCase(name)).toList(),
                common,
                scenes);
    }

    /// The group with `changed` in place of the friend of the same name.
    public Cast with(Friend changed) {
        return new Cast(
                friends.stream()
                        .map(friend -> friend.name().equals(changed.name()) ? changed : friend)
                        .toList(),
                common,
                scenes);
    }

    private static List<String> lines(String resource) {
        InputStream stream = Objects.requireNonNull(Cast.class.getResourceAsStream(resource));
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
