package dev.understudy.statistics.counting;

import dev.understudy.chat.Person;
import dev.understudy.chat.text.Visible;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// People's names for a page and a terminal: one line each, seen, told apart, and without
/// characters that a terminal or a browser obeys.
final class ReadableNames {
    private static final String OBEYED = "[\\p{Cc}\\p{Zl}\\p{Zp}[\\p{Cf}&&[^\u200D]]]+";
    private static final int LONGEST = 40;

    private ReadableNames() {}

    /// The names of `people` in their order: as their friends read them, with the name in
    /// transcripts behind where several look alike.
    static List<String> of(List<Person> people) {
        List<String> names = people.stream().map(ReadableNames::of).toList();
        Set<String> seen = new HashSet<>();
        Set<String> alike =
                names.stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .filter(name -> !seen.add(name))
                        .collect(Collectors.toSet());
        List<String> apart = new ArrayList<>();
        Set<String> given = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            String speaker = clean(people.get(i).speaker().text());
            boolean unlikeOthers = !alike.contains(name.toLowerCase(Locale.ROOT));
            apart.add(unlike(given, unlikeOthers ? name : name + " (" + speaker + ")"));
        }
        return apart;
    }

    /// `name`, under a number if it is among those `given`, to which it is added.
    private static String unlike(Set<String> given, String name) {
        String unlike = name;
        for (int number = 2; !given.add(unlike); number++) {
            unlike = name + " " + number;
        }
        return unlike;
    }

    private static String of(Person person) {
        String name = clean(person.displayName());
        return Visible.anyIn(name) ? name : clean(person.speaker().text());
    }

    private static String clean(String name) {
        String line = name.replaceAll(OBEYED, " ").strip();
        int length = line.codePointCount(0, line.length());
        return length <= LONGEST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)).strip() + "…";
    }
}
