package dev.understudy.likeness.style;

import dev.understudy.statistics.counting.Emoji;
import dev.understudy.statistics.counting.Words;
import java.util.List;

/// How some turns are written.
public final class Manner {
    /// Where lengths are told apart, ever more coarsely.
    private static final int[] STEPS = {
        1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512
    };

    private static final int MOST_LINES = 6;

    private final Histogram words = new Histogram();
    private final Histogram characters = new Histogram();
    private final Histogram lines = new Histogram();
    private final Histogram endings = new Histogram();
    private long shown;
    private long marks;
    private long letters;
    private long capitals;
    private long withEmoji;

    private Manner() {}

    /// How `texts` are written.
    public static Manner of(List<String> texts) {
        Manner manner = new Manner();
        texts.forEach(manner::add);
        return manner;
    }

    private void add(String text) {
        words.add(step(Words.in(text)));
        characters.add(step(text.codePointCount(0, text.length())));
        lines.add(Math.min(MOST_LINES, (int) text.lines().count()));
        text.lines().map(Manner::ending).forEach(endings::add);
        text.codePoints().forEach(this::count);
        withEmoji += Emoji.isIn(text) ? 1 : 0;
    }

    /// The mark at the end of `line`; a word has none, whatever word.
    private static String ending(String line) {
        int last = line.isEmpty() ? ' ' : line.codePointBefore(line.length());
        return isMark(last) ? Character.toString(last) : "";
    }

    private void count(int character) {
        if (Character.isWhitespace(character)) {
            return;
        }
        shown++;
        marks += isMark(character) ? 1 : 0;
        if (Character.isUpperCase(character) || Character.isLowerCase(character)) {
            letters++;
            capitals += Character.isUpperCase(character) ? 1 : 0;
        }
    }

    private static boolean isMark(int character) {
        return switch (Character.getType(character)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION ->
                    true;
            default -> false;
        };
    }

    /// The step that `length` is on.
    static int step(int length) {
        int step = 0;
        while (step < STEPS.length && length >= STEPS[step]) {
            step++;
        }
        return step;
    }

    /// How far this is from `other`.
    public StyleDistance to(Manner other) {
        return new StyleDistance(
                Histogram.divergence(words, other.words),
                Histogram.divergence(characters, other.characters),
                Histogram.divergence(lines, other.lines),
                Histogram.divergence(endings, other.endings),
                Math.abs(part(marks, shown) - part(other.marks, other.shown)),
                Math.abs(part(capitals, letters) - part(other.capitals, other.letters)),
                Math.abs(
                        part(withEmoji, words.total())
                                - part(other.withEmoji, other.words.total())));
    }

    private static double part(long count, long of) {
        return of == 0 ? 0 : (double) count / of;
    }
}
