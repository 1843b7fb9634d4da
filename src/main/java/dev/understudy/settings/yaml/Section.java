package dev.understudy.settings.yaml;

import dev.understudy.settings.Kind;
import dev.understudy.settings.Spelling;
import dev.understudy.settings.UserError;
import dev.understudy.settings.yaml.Node.Entries;
import dev.understudy.settings.yaml.Node.Entry;
import dev.understudy.settings.yaml.Node.Items;
import dev.understudy.settings.yaml.Node.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// A group of settings in a file, asked for key by key. Every key that is asked for is one that
/// there is; [#end] refuses the others. One thread.
public final class Section {
    private static final int SUGGESTED = 3;

    /// Longer values are not repeated in an error.
    private static final int SHOWN = 40;

    private static final Pattern PRINTABLE = Pattern.compile("[^\\p{Cc}\\p{Cf}]*");

    private final String name;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();
    private final Predicate<String> secret;

    private Section(String name, Entries entries, Predicate<String> secret) {
        this.name = name;
        this.secret = secret;
        entries.entries().forEach(entry -> this.entries.put(entry.key(), entry));
    }

    /// A whole file. Throws UserError unless it is a group.
    ///
    /// @param secret what no error may repeat
    public static Section of(Node file, Predicate<String> secret) {
        return new Section("", group(file, file.place(), "this"), secret);
    }

    /// The group under `key`; an empty one where there is none. Throws UserError when something
    /// else is there.
    public Section section(String key) {
        return find(key)
                .map(this::section)
                .orElseGet(() -> new Section(path(key), new Entries("", List.of()), secret));
    }

    /// The groups under whatever keys there are.
    public Map<String, Section> sections() {
        Map<String, Section> sections = new LinkedHashMap<>();
        entries.forEach(
                (key, entry) -> {
                    known.add(key);
                    sections.put(key, section(entry));
                });
        return sections;
    }

    /// The values under whatever keys there are. Throws UserError where there is none.
    public <T> Map<String, T> values(Kind<T> kind) {
        Map<String, T> values = new LinkedHashMap<>();
        List.copyOf(entries.keySet())
                .forEach(key -> find(key, kind).ifPresent(value -> values.put(key, value)));
        return values;
    }

    private Section section(Entry entry) {
        return new Section(
                path(entry.key()), group(entry.value(), entry.place(), path(entry.key())), secret);
    }

    private static Entries group(Node node, String place, String what) {
        return switch (node) {
            case Entries entries -> entries;
            case Text(String _, String text) when text.isBlank() -> new Entries(place, List.of());
            case Text _, Items _ ->
                    throw new UserError(
                            place + ": " + what + " is no group of settings.",
                            "Write its settings below it, one a line, with two spaces before"
                                    + " each.");
        };
    }

    /// The value under `key`, or `standard` where there is none. Throws UserError, with the line,
    /// for a value that does not fit.
    public <T> T get(String key, Kind<T> kind, T standard) {
        return find(key, kind).orElse(standard);
    }

    /// The value under `key`; empty where there is none. Throws UserError, with the line, for a
    /// value that does not fit.
    public <T> Optional<T> find(String key, Kind<T> kind) {
        return find(key).map(entry -> value(entry.key(), entry.place(), entry.value(), kind));
    }

    /// The values under `key`, one or several; none where the key is not there. Throws UserError,
    /// with the line, for one that does not fit.
    public <T> List<T> list(String key, Kind<T> kind) {
        Optional<Entry> entry = find(key);
        if (entry.isEmpty()) {
            return List.of();
        }
        List<Node> items =
                switch (entry.get().value()) {
                    case Items several -> several.items();
                    case Text(String _, String text) when text.isBlank() -> List.of();
                    case Text one -> List.of(one);
                    case Entries group -> List.of(group);
                };
        List<T> values = new ArrayList<>();
        for (Node item : items) {
            values.add(value(key, item.place(), item, kind));
        }
        return values;
    }

    private Optional<Entry> find(String key) {
        known.add(key);
        return Optional.ofNullable(entries.get(key));
    }

    private <T> T value(String key, String place, Node node, Kind<T> kind) {
        String text = node instanceof Text(String _, String written) ? written.strip() : "";
        return (node instanceof Text ? kind.reader().apply(text) : Optional.<T>empty())
                .orElseThrow(
                        () ->
                                new UserError(
                                        "%s: %s is %s; accepted: %s."
                                                .formatted(
                                                        place,
                                                        path(key),
                                                        shown(node, text),
                                                        kind.accepted()),
                                        "Correct it there, or leave it out for the default."));
    }

    private String shown(Node node, String text) {
        return switch (node) {
            case Items _ -> "a list";
            case Entries _ -> "a group";
            case Text _ when text.isEmpty() -> "empty";
            case Text _ -> isTold(text) ? text : "something else";
        };
    }

    private boolean isTold(String text) {
        return text.length() <= SHOWN && !secret.test(text) && PRINTABLE.matcher(text).matches();
    }

    /// Where `key` is: `file:line`. Empty where it is not.
    public Optional<String> place(String key) {
        return Optional.ofNullable(entries.get(key)).map(Entry::place);
    }

    /// Throws UserError, with the line, for the first key that was never asked for.
    public void end() {
        for (Entry entry : entries.values()) {
            if (!known.contains(entry.key())) {
                throw unknown(entry);
            }
        }
    }

    private UserError unknown(Entry entry) {
        List<String> near = Spelling.closest(entry.key(), known, SUGGESTED);
        return new UserError(
                "%s: there is no setting %s."
                        .formatted(
                                entry.place(),
                                isTold(entry.key()) ? path(entry.key()) : "of that name"),
                (near.isEmpty() ? "" : "Did you mean " + String.join(" or ", near) + "? ")
                        + "There are: "
                        + String.join(", ", known)
                        + ".");
    }

    private String path(String key) {
        return name.isEmpty() ? key : name + "." + key;
    }
}
