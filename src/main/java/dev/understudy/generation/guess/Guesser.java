package dev.understudy.generation.guess;

import java.util.Arrays;
import java.util.Optional;

/// Guesses what a model will say, so that it reads several tokens at once instead of one after the
/// other: those that it would not have picked are thrown away (speculative decoding: Leviathan et
/// al. 2023, with drafts that are sure of themselves). Each source is worth what its guesses were
/// worth so far. Thread-safe.
public final class Guesser {
    /// The most tokens at once.
    private static final int MOST = 8;

    /// Shares of a corpus are told apart in so many steps.
    private static final int STEPS = 8;

    /// Sources: those of [Lookup], then each order of [Ngrams] in steps of their share.
    private static final int FIRST_OF_CORPUS = Lookup.LONGEST + 1;

    private final Ngrams corpus;
    private final int vocabularySize;
    private final Lookup lookup = new Lookup();
    private final Trust trust = new Trust((Ngrams.LONGEST + 1) * STEPS);

    /// @param corpus of what the model has learned
    /// @param vocabularySize of the model; other tokens are no guess
    public Guesser(Ngrams corpus, int vocabularySize) {
        this.corpus = corpus;
        this.vocabularySize = vocabularySize;
    }

    /// Tokens that probably come next, in a row, with who guessed each.
    ///
    /// @param tokens at most 8
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Row(int[] tokens, int[] sources) {
        /// No guess.
        public static final Row NONE = new Row(new int[0], new int[0]);

        /// How many.
        public int length() {
            return tokens.length;
        }
    }

    /// What the first `length` tokens of `text` probably go on with.
    ///
    /// @param least how likely all of them must be together
    /// @param most tokens
    public Row guess(int[] text, int length, double least, int most) {
        int room = Math.min(MOST, most);
        if (least >= 1 || room <= 0) {
            return Row.NONE;
        }
        int[] longer = Arrays.copyOf(text, length + room);
        int[] sources = new int[room];
        double chance = 1;
        int count = 0;
        while (count < room) {
            Guess next = next(longer, length + count);
            chance *= next.chance();
            if (chance < least) {
                break;
            }
            longer[length + count] = next.token();
            sources[count++] = next.source();
        }
        return new Row(
                Arrays.copyOfRange(longer, length, length + count), Arrays.copyOf(sources, count));
    }

    private Guess next(int[] text, int length) {
        Guess found = lookup.next(text, length);
        Guess counted = counted(text, length);
        return counted.chance() > found.chance() ? counted : found;
    }

    private Guess counted(int[] text, int length) {
        for (int order = Ngrams.LONGEST; order > 0; order--) {
            Optional<Guess> guess = corpus.after(text, length, order);
            if (guess.isPresent() && guess.get().token() < vocabularySize) {
                double share = guess.get().chance();
                int source = order * STEPS + (int) Math.min(STEPS - 1, share * STEPS);
                return new Guess(
                        guess.get().token(), trust.of(source, share), FIRST_OF_CORPUS + source);
            }
        }
        return Guess.NONE;
    }

    /// Takes note of whether the guess that number `index` of `row` is was right; those after a
    /// wrong one say nothing.
    public void learn(Row row, int index, boolean right) {
        int source = row.sources()[index];
        if (source < FIRST_OF_CORPUS) {
            lookup.learn(source, right);
        } else {
            trust.learn(source - FIRST_OF_CORPUS, right);
        }
    }
}
