package dev.understudy.likeness.held;

import dev.understudy.chat.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Says what a friend could have said, each word drawn from those that followed the words before
/// it: their words, in their order, without sense or conversation. What a clone has to be better
/// than. Thread-safe once learnt.
///
/// Source: Shannon 1948, section 3 (words of the second order).
public final class MarkovChain {
    private static final String LINE_END = "\n";
    private static final String END = "";
    private static final int LONGEST = 200;

    private final int order;
    private final Map<List<String>, List<String>> followers;

    private MarkovChain(int order, Map<List<String>, List<String>> followers) {
        this.order = order;
        this.followers = followers;
    }

    /// A chain of what stands in `texts`. Throws IllegalArgumentException when there are none.
    ///
    /// @param order how many words it looks back
    public static MarkovChain learn(List<String> texts, int order) {
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("no texts to learn from");
        }
        Map<List<String>, List<String>> followers = new HashMap<>();
        for (String text : texts) {
            List<String> words = words(text);
            for (int i = 0; i <= words.size(); i++) {
                String next = i == words.size() ? END : words.get(i);
                List<String> before = List.copyOf(words.subList(Math.max(0, i - order), i));
                followers.computeIfAbsent(before, _ -> new ArrayList<>()).add(next);
            }
        }
        return new MarkovChain(order, followers);
    }

    /// A chain of what `turns` say.
    public static MarkovChain of(List<Turn> turns, int order) {
        return learn(turns.stream().map(Turn::text).toList(), order);
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            if (!words.isEmpty()) {
                words.add(LINE_END);
            }
            for (String word : line.split("\\s+", -1)) {
                if (!word.isEmpty()) {
                    words.add(word);
                }
            }
        }
        return words;
    }

    /// What may come after `before`, the latest words, as often as it did.
    List<String> after(List<String> before) {
        return followers.getOrDefault(before, List.of());
    }

    /// Something to say.
    public String say(RandomGenerator random) {
        List<String> said = new ArrayList<>();
        while (said.size() < LONGEST) {
            List<String> next = after(said.subList(Math.max(0, said.size() - order), said.size()));
            String word = next.get(random.nextInt(next.size()));
            if (word.equals(END)) {
                break;
            }
            said.add(word);
        }
        return String.join(" ", said).replace(" " + LINE_END + " ", LINE_END).strip();
    }
}
