package dev.understudy.corpus;

import dev.understudy.chat.Pauses;
import dev.understudy.settings.UserError;
import java.time.Duration;
import java.util.Locale;

/// How messages become a corpus.
///
/// @param silence a pause longer than this starts a new conversation
/// @param burst messages of one speaker that follow each other no later than this are one turn
/// @param validationShare how much of the text is kept for validation; 0.1 is a tenth
/// @param blockLength tokens in one training block: each part must hold one more than this
/// @param held which text is kept for validation
/// @param seed of the shuffling, where validation is drawn
/// @param lowerCase whether all text is put in lower case; speakers' names stay as they are
public record CorpusSettings(
        Duration silence,
        Duration burst,
        double validationShare,
        int blockLength,
        Held held,
        long seed,
        boolean lowerCase) {

    /// Which text is kept for validation.
    public enum Held {
        /// The latest: what a model will be asked to go on with.
        NEWEST,
        /// Whole conversations or documents from a shuffled deck, for those without dates.
        SHUFFLED
    }

    public CorpusSettings {
        if (silence.isNegative() || silence.isZero()) {
            throw new UserError(
                    "corpus.silence is " + silence + "; accepted: any time above zero.",
                    "An hour (PT1H) suits most groups.");
        }
        if (burst.isNegative()) {
            throw new UserError(
                    "corpus.burst is " + burst + "; accepted: zero or more.",
                    "Two minutes (PT2M) suit most groups; zero merges nothing sent later.");
        }
        if (!(validationShare > 0 && validationShare < 1)) {
            throw new UserError(
                    "corpus.validation-share is "
                            + validationShare
                            + "; accepted: above 0, below 1.",
                    "0.1 keeps the newest tenth for validation.");
        }
        if (blockLength < 1) {
            throw new UserError(
                    "The block length is " + blockLength + "; accepted: 1 or more.",
                    "64 to 1024 are usual; a block is what the model reads at once.");
        }
    }

    /// An hour of silence, bursts of two minutes, a tenth for validation.
    public static CorpusSettings standard(int blockLength) {
        return new CorpusSettings(
                Pauses.STANDARD.silence(),
                Pauses.STANDARD.burst(),
                0.1,
                blockLength,
                Held.NEWEST,
                0,
                false);
    }

    /// `text` as the corpus has it.
    String cased(String text) {
        return lowerCase ? text.toLowerCase(Locale.ROOT) : text;
    }

    /// Throws UserError when either part is too short for one block and the token after it.
    void requireBlocks(long trainTokens, long validationTokens) {
        long needed = blockLength + 1L;
        if (trainTokens < needed || validationTokens < needed) {
            throw new UserError(
                    "The corpus is too small to split: %d tokens for training and %d for"
                                    .formatted(trainTokens, validationTokens)
                            + " validation; blocks of %d need %d of each."
                                    .formatted(blockLength, needed),
                    "Import more messages, or choose a shorter --block.");
        }
    }
}
