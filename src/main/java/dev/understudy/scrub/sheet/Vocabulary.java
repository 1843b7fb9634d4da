package dev.understudy.scrub.sheet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Words and phrases that tell what stands near them; whole, whatever their case. Those of scripts
/// without spaces are found anywhere.
public final class Vocabulary {
    private final Map<Character, List<String>> byFirst = new HashMap<>();

    /// Takes a word's place.
    public interface Sink {
        void found(int start, int end);
    }

    /// @param words in lower case
    public Vocabulary(String... words) {
        for (String word : words) {
            byFirst.computeIfAbsent(word.charAt(0), _ -> new ArrayList<>()).add(word);
        }
        byFirst.values()
                .forEach(all -> all.sort(Comparator.comparingInt(String::length).reversed()));
    }

    /// Hands the places of all to `sink`, from the first to the last; none overlap.
    public void forEachIn(Sheet sheet, Sink sink) {
        for (int at = 0; at < sheet.length(); at++) {
            int end = endAt(sheet, at);
            if (end > at) {
                sink.found(at, end);
                at = end - 1;
            }
        }
    }

    /// Whether any is in `text`.
    public boolean isIn(String text) {
        boolean[] found = new boolean[1];
        forEachIn(new Sheet(text, ""), (_, _) -> found[0] = true);
        return found[0];
    }

    /// Where the one ends that begins at `start`; -1 when there is none.
    public int endAt(Sheet sheet, int start) {
        List<String> words = byFirst.get(Character.toLowerCase(sheet.at(start)));
        if (words == null) {
            return -1;
        }
        for (String word : words) {
            int end = start + word.length();
            if (reads(sheet, word, start)
                    && (isUnspaced(word.charAt(0))
                            || (!Sheet.isOfWord(sheet.at(start - 1))
                                    && !Sheet.isOfWord(sheet.at(end))))) {
                return end;
            }
        }
        return -1;
    }

    private static boolean reads(Sheet sheet, String word, int start) {
        for (int i = 0; i < word.length(); i++) {
            char c = sheet.at(start + i);
            boolean space = word.charAt(i) == ' ' && (c == ' ' || c == '\n');
            if (!space && Character.toLowerCase(c) != word.charAt(i)) {
                return false;
            }
        }
        return start + word.length() <= sheet.length();
    }

    /// Chinese, Japanese and Korean.
    private static boolean isUnspaced(char c) {
        return c >= 0x2E80 && Character.isLetter(c);
    }
}
