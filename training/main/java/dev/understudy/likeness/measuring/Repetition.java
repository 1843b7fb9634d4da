package dev.understudy.likeness.measuring;

import dev.understudy.likeness.Faults.Variety;
import dev.understudy.likeness.Share;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Finds what says itself again.
final class Repetition {
    /// Three times the same, and eight words of it, is more than laughing or insisting.
    private static final int LOOPED_WORDS = 8;

    /// Where there are no spaces: forty characters, ten times the same.
    private static final int LOOPED_CHARACTERS = 40;

    private static final int WORD_COPIES = 3;
    private static final int CHARACTER_COPIES = 10;

    private Repetition() {}

    /// Whether some words, or characters, follow themselves again and again in `text`.
    static boolean loops(String text) {
        int[] words = Arrays.stream(words(text)).mapToInt(String::hashCode).toArray();
        int[] characters = text.codePoints().toArray();
        return loops(words, WORD_COPIES, LOOPED_WORDS)
                || loops(characters, CHARACTER_COPIES, LOOPED_CHARACTERS);
    }

    private static boolean loops(int[] units, int copies, int least) {
        for (int period = 1; period * copies <= units.length; period++) {
            int same = 0;
            for (int i = period; i < units.length; i++) {
                same = units[i] == units[i - period] ? same + 1 : 0;
                if (same + period >= Math.max(least, copies * period)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Those of `texts` that loop.
    static Share looping(List<String> texts) {
        return new Share(texts.stream().filter(Repetition::loops).count(), texts.size());
    }

    /// Those of `texts`, all one speaker's, that loop or stood before, in whatever case.
    static Share repeating(List<String> texts) {
        Set<String> said = new HashSet<>();
        long repeating =
                texts.stream()
                        .filter(text -> !said.add(String.join(" ", words(text))) || loops(text))
                        .count();
        return new Share(repeating, texts.size());
    }

    /// The variety of `replies` beside that of `real` turns.
    static Variety variety(List<String> replies, List<String> real) {
        return new Variety(
                distinct(replies, 1), distinct(real, 1), distinct(replies, 2), distinct(real, 2));
    }

    /// Different runs of `length` words for each one there is; 0 without any.
    static double distinct(List<String> texts, int length) {
        Set<List<String>> different = new HashSet<>();
        long all = 0;
        for (String text : texts) {
            List<String> words = List.of(words(text));
            for (int i = 0; i + length <= words.size(); i++) {
                different.add(List.copyOf(words.subList(i, i + length)));
                all++;
            }
        }
        return all == 0 ? 0 : (double) different.size() / all;
    }

    private static String[] words(String text) {
        return text.strip().toLowerCase(Locale.ROOT).split("\\s+", -1);
    }
}
