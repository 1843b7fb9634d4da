package dev.understudy.archive.people;

import dev.understudy.archive.live.Consent;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Handle;
import dev.understudy.chat.SpeakerName;
import dev.understudy.settings.Kind;
import dev.understudy.settings.UserError;
import dev.understudy.settings.yaml.Section;
import dev.understudy.settings.yaml.YamlText;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The people of a circle as a YAML file that can be edited.
///
/// @param name as its errors call it
public record PeopleFile(String name, Circle circle) {
    /// Somebody as the file has them.
    ///
    /// @param place in the file: `file:line`
    /// @param bots those of `handles` that are bots'
    public record Entry(
            String place,
            SpeakerName speaker,
            String display,
            List<Handle> handles,
            List<String> aliases,
            Set<Handle> bots,
            boolean excluded,
            Consent.State consent,
            String note) {
        public Entry {
            handles = List.copyOf(handles);
            aliases = List.copyOf(aliases);
            bots = Set.copyOf(bots);
        }
    }

    /// What the file says of `members`.
    public String write(List<Member> members) {
        StringBuilder text = new StringBuilder();
        text.append("# The people of ").append(circle).append(". Change it, then:\n");
        text.append("#   understudy people apply ").append("FILE --circle ").append(circle);
        text.append(" --dry-run\n");
        text.append("# Who is left out stays as they are. A handle stands under one name only.\n");
        text.append("# Names before a colon are those of transcripts, in capitals.\n");
        text.append("circle: ").append(circle).append('\n');
        text.append("people:\n");
        members.forEach(member -> write(text, member));
        return text.toString();
    }

    private static void write(StringBuilder text, Member member) {
        text.append("  ").append(quoted(member.name())).append(":\n");
        line(text, "name", quoted(member.person().displayName()));
        list(text, "handles", strings(member.person().handles()));
        list(text, "aliases", member.person().aliases());
        list(
                text,
                "bots",
                member.accounts().stream()
                        .filter(Member.Profile::bot)
                        .map(one -> one.handle().toString())
                        .toList());
        line(text, "excluded", String.valueOf(member.standing().excluded()));
        line(text, "consent", spelled(member.standing().consent().state()));
        line(text, "note", quoted(member.note()));
    }

    private static void line(StringBuilder text, String key, String value) {
        text.append("    ").append(key).append(": ").append(value).append('\n');
    }

    private static void list(StringBuilder text, String key, List<String> values) {
        if (values.isEmpty()) {
            line(text, key, "[]");
            return;
        }
        text.append("    ").append(key).append(":\n");
        values.forEach(value -> text.append("      - ").append(quoted(value)).append('\n'));
    }

    private static List<String> strings(Collection<Handle> handles) {
        return handles.stream().map(Handle::toString).toList();
    }

    private static String spelled(Consent.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /// `text` as YAML has it between double quotes; what cannot be seen is written as a number.
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints()
                .forEach(
                        c -> {
                            if (c == '"' || c == '\\') {
                                quoted.append('\\').appendCodePoint(c);
                            } else if (isSeen(c)) {
                                quoted.appendCodePoint(c);
                            } else {
                                quoted.append("\\U%08X".formatted(c));
                            }
                        });
        return quoted.append('"').toString();
    }

    private static boolean isSeen(int c) {
        return c == ' '
                || switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SPACE_SEPARATOR,
                            Character.PRIVATE_USE,
                            Character.SURROGATE,
                            Character.UNASSIGNED ->
                            false;
                    default -> true;
                };
    }

    /// What `yaml` says of `members`, who are all there are. Throws UserError, with the line, for a
    /// setting that there is none of, a value that does not fit, and a handle that nobody has or
    /// two have.
    public List<Entry> read(byte[] yaml, List<Member> members) {
        Section whole = Section.of(new YamlText(name).read(yaml), _ -> false);
        whole.find("circle", Kind.text("the name of a circle")).ifPresent(this::requireOwn);
        Section people = whole.section("people");
        Map<String, Handle> known = new HashMap<>();
        members.forEach(
                one ->
                        one.person()
                                .handles()
                                .forEach(handle -> known.put(handle.toString().strip(), handle)));
        Set<SpeakerName> names = new HashSet<>();
        Set<Handle> taken = new HashSet<>();
        List<Entry> entries =
                people.sections().entrySet().stream()
                        .map(
                                one ->
                                        entry(
                                                people.place(one.getKey()).orElseThrow(),
                                                one.getKey(),
                                                one.getValue(),
                                                known))
                        .toList();
        for (Entry entry : entries) {
            requireNew(entry, names.add(entry.speaker), "This name");
            entry.handles.forEach(
                    handle -> requireNew(entry, taken.add(handle), "The handle " + handle));
        }
        whole.end();
        return entries;
    }

    private void requireOwn(String said) {
        if (!said.equals(circle.name())) {
            throw new UserError(
                    "%s is of the circle %s, not of %s.".formatted(name, said, circle),
                    "Nothing crosses between circles: name the other file, or the other circle.");
        }
    }

    private static void requireNew(Entry entry, boolean isNew, String what) {
        if (!isNew) {
            throw new UserError(
                    entry.place + ": " + what.strip() + " is in the file twice.",
                    "Leave one of them out.");
        }
    }

    private static Entry entry(
            String place, String key, Section section, Map<String, Handle> known) {
        Kind<Handle> handle =
                Kind.of(
                        "a handle that somebody writes as here, as in telegram:user11",
                        text -> Optional.ofNullable(known.get(text)));
        Kind<String> any = Kind.of("a text", Optional::of);
        List<Handle> handles = section.list("handles", handle).stream().distinct().toList();
        if (handles.isEmpty()) {
            throw new UserError(
                    place + ": nobody is a person without a handle.",
                    "List one under handles, or leave this person out.");
        }
        Set<Handle> bots = Set.copyOf(section.list("bots", handle));
        if (!handles.containsAll(bots)) {
            throw new UserError(
                    section.place("bots").orElse(place) + ": bots has another one's handle.",
                    "Name only those that stand under handles.");
        }
        Entry entry =
                new Entry(
                        place,
                        SpeakerName.of(key),
                        section.get("name", any, key),
                        handles,
                        section.list("aliases", Kind.text("another name")).stream()
                                .collect(Collectors.toUnmodifiableList()),
                        bots,
                        section.get("excluded", Kind.yesNo(), false),
                        section.get(
                                "consent", Kind.choice(Consent.State.class), Consent.State.UNKNOWN),
                        section.get("note", any, ""));
        section.end();
        return entry;
    }
}
