package dev.understudy.habit;

import dev.understudy.chat.Person;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/// The words by which people are called: the first of their names, in any case. Two of one name are
/// both called by it.
final class NameWords {
    private static final int SHORTEST = 2;

    private final Map<String, List<Integer>> people = new HashMap<>();
    private int longest;

    /// @param people whose place in the list is their number
    NameWords(List<Person> people) {
        for (int number = 0; number < people.size(); number++) {
            Person person = people.get(number);
            add(person.speaker().text(), number);
            add(person.displayName(), number);
            for (String alias : person.aliases()) {
                add(alias, number);
            }
        }
    }

    private void add(String name, int number) {
        int[] start = {0};
        forEachWord(
                name,
                word -> {
                    if (start[0]++ == 0 && word.length() >= SHORTEST) {
                        List<Integer> called =
                                people.computeIfAbsent(
                                        word.toLowerCase(Locale.ROOT), _ -> new ArrayList<>());
                        if (!called.contains(number)) {
                            called.add(number);
                        }
                        longest = Math.max(longest, word.length());
                    }
                });
    }

    /// Hands over the number of everyone whom `text` names, once for each time.
    void forEachNamed(String text, IntConsumer sink) {
        forEachWord(
                text,
                word -> {
                    if (word.length() >= SHORTEST && word.length() <= longest) {
                        people.getOrDefault(word.toLowerCase(Locale.ROOT), List.of())
                                .forEach(sink::accept);
                    }
                });
    }

    private static void forEachWord(String text, Consumer<String> sink) {
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean inWord = i < text.length() && Character.isLetterOrDigit(text.charAt(i));
            if (inWord && start < 0) {
                start = i;
            } else if (!inWord && start >= 0) {
                sink.accept(text.substring(start, i));
                start = -1;
            }
        }
    }
}
