package dev.understudy.corpus;

import dev.understudy.chat.Turn;
import dev.understudy.corpus.conversation.Conversation;
import dev.understudy.corpus.conversation.Cutting;
import dev.understudy.corpus.selection.Selection;
import dev.understudy.corpus.split.Held;
import dev.understudy.corpus.split.Shares;
import dev.understudy.settings.UserError;
import java.util.Locale;

/// How messages become a corpus.
///
/// @param cutting where conversations and turns begin
/// @param selection which messages are left out
/// @param shares how it is dealt out
/// @param blockLength tokens in one training block: each part must hold one more than this
/// @param held which text is kept for validation
/// @param seed of the shuffling, where conversations are drawn by chance
/// @param lowerCase whether all text is put in lower case; speakers' names stay as they are
public record CorpusSettings(
        Cutting cutting,
        Selection selection,
        Shares shares,
        int blockLength,
        Held held,
        long seed,
        boolean lowerCase) {

    public CorpusSettings {
        if (blockLength < 1) {
            throw new UserError(
                    "The block length is " + blockLength + "; accepted: 1 or more.",
                    "64 to 1024 are usual; a block is what the model reads at once.");
        }
    }

    /// What suits most groups; the newest twentieth is for validation.
    public static CorpusSettings standard(int blockLength) {
        return new CorpusSettings(
                Cutting.STANDARD,
                Selection.STANDARD,
                Shares.STANDARD,
                blockLength,
                Held.NEWEST,
                0,
                false);
    }

    /// `text` as the corpus has it.
    String cased(String text) {
        return lowerCase ? text.toLowerCase(Locale.ROOT) : text;
    }

    /// `conversation` as the corpus has it.
    Conversation cased(Conversation conversation) {
        return lowerCase
                ? new Conversation(
                        conversation.span(),
                        conversation.turns().stream()
                                .map(turn -> new Turn(turn.speaker(), cased(turn.text())))
                                .toList())
                : conversation;
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
