package dev.understudy.generation.guess;

/// Guesses that a text goes on as it did the last time that its latest tokens came in a row (prompt
/// lookup: Saxena 2023).
final class Lookup {
    /// Longer rows are no surer.
    static final int LONGEST = 5;

    /// A single token says little about the next.
    private static final int SHORTEST = 2;

    /// For a row of 2, 3, 4, 5: measured on chats, and only where [Trust] begins.
    private static final double[] PROMISES = {0, 0, 0.25, 0.35, 0.45, 0.55};

    private final Trust trust = new Trust(LONGEST + 1);

    /// The next of the first `length` tokens of `text`.
    Guess next(int[] text, int length) {
        int best = 0;
        int found = -1;
        for (int end = length - 1; end >= SHORTEST && best < LONGEST; end--) {
            int row = row(text, end, length);
            if (row >= SHORTEST && row > best) {
                best = row;
                found = text[end];
            }
        }
        return found < 0 ? Guess.NONE : new Guess(found, trust.of(best, PROMISES[best]), best);
    }

    /// How many tokens before `end` are those before `length`.
    private static int row(int[] text, int end, int length) {
        int row = 0;
        while (row < LONGEST && row < end && text[end - 1 - row] == text[length - 1 - row]) {
            row++;
        }
        return row;
    }

    void learn(int source, boolean right) {
        trust.learn(source, right);
    }
}
