package dev.understudy.cast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What somebody may say, by act, and the word lists that fill the gaps.
///
/// @param acts ways to do each act: greet, answer, tease …
/// @param lists word lists in the order of the file
public record PhraseBook(Map<String, List<Phrase>> acts, List<WordList> lists) {
    /// The scope of a list that keeps one entry for a whole week.
    static final String WEEKLY = "weekly";

    public PhraseBook {
        acts = Map.copyOf(acts);
        lists = List.copyOf(lists);
    }

    /// Words for a gap.
    ///
    /// @param scope empty, [#WEEKLY], or the season in which the list counts
    /// @param names the gaps it fills: one, or several that are always drawn together
    /// @param entries for each draw one word for each name
    record WordList(String scope, List<String> names, List<List<String>> entries) {
        WordList {
            names = List.copyOf(names);
            entries = List.copyOf(entries);
            if (entries.isEmpty()) {
                throw new IllegalArgumentException("no words for " + names);
            }
            for (List<String> entry : entries) {
                if (entry.size() != names.size()) {
                    throw new IllegalArgumentException(entry + " does not fill " + names);
                }
            }
        }

        private boolean isAlways() {
            return scope.isEmpty() || scope.equals(WEEKLY);
        }
    }

    /// The ways to do `act`, if there are any.
    Optional<List<Phrase>> ways(String act) {
        return Optional.ofNullable(acts.get(act));
    }

    /// The list that fills the gap `name` while `facts` hold.
    Optional<WordList> words(String name, Set<String> facts) {
        return lists.stream()
                .filter(list -> list.names().contains(name))
                .filter(list -> list.isAlways() || facts.contains(list.scope()))
                .findFirst();
    }

    /// The book in `lines`, whose grammar `common.txt` explains. Throws IllegalArgumentException
    /// that names `source` and the line when it breaks the grammar.
    static PhraseBook parse(String source, List<String> lines) {
        Map<String, List<Phrase>> acts = new LinkedHashMap<>();
        List<WordList> lists = new ArrayList<>();
        String act = "";
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1).strip();
            try {
                if (line.startsWith("## ")) {
                    act = line.substring(3).strip();
                    acts.put(act, new ArrayList<>());
                } else if (line.startsWith("$")) {
                    lists.add(list(line.substring(1)));
                } else if (!line.isEmpty() && !line.startsWith("#")) {
                    ways(acts, act).add(Phrase.parse(line));
                }
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException(
                        source + ":" + number + ": " + wrong.getMessage(), wrong);
            }
        }
        acts.replaceAll((_, ways) -> List.copyOf(ways));
        return new PhraseBook(acts, lists);
    }

    private static List<Phrase> ways(Map<String, List<Phrase>> acts, String act) {
        List<Phrase> ways = acts.get(act);
        if (ways == null) {
            throw new IllegalArgumentException("a phrase before the first ## act");
        }
        return ways;
    }

    private static WordList list(String line) {
        int equals = line.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("a list without =");
        }
        String head = line.substring(0, equals).strip();
        String scope =
                Set.of(WEEKLY, "winter", "spring", "summer", "autumn").stream()
                        .filter(known -> head.startsWith(known + " "))
                        .findFirst()
                        .orElse("");
        List<List<String>> entries =
                split(line.substring(equals + 1), "\\|", entry -> split(entry, " \\+ "));
        return new WordList(scope, split(head.substring(scope.length()), " \\+ "), entries);
    }

    private static List<String> split(String text, String separator) {
        return split(text, separator, String::strip);
    }

    private static <T> List<T> split(String text, String separator, Function<String, T> read) {
        return Arrays.stream(text.split(separator, -1)).map(read).toList();
    }
}
