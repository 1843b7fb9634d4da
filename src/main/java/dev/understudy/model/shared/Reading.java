package dev.understudy.model.shared;

import dev.understudy.model.Decoder;
import dev.understudy.model.LanguageModel.Addition;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/// Tokens to be appended to one sequence. The thread that owns the model has it.
final class Reading {
    final Decoder decoder;
    final int[] ids;
    private final int scored;
    final CompletableFuture<float[][]> logits = new CompletableFuture<>();
    int read;

    Reading(Decoder decoder, int[] ids, int scored) {
        this.decoder = decoder;
        this.ids = ids;
        this.scored = scored;
    }

    /// Whether no more than so many tokens are left to read.
    boolean isShort(int tokens) {
        return ids.length - read <= tokens;
    }

    /// What is read of it next: `piece` tokens, or the rest; scored ones all at once.
    Addition next(int piece) {
        int unscored = ids.length - scored - read;
        if (isShort(piece) || unscored <= 0) {
            return new Addition(decoder, Arrays.copyOfRange(ids, read, ids.length), scored);
        }
        int end = read + Math.min(piece, unscored);
        return new Addition(decoder, Arrays.copyOfRange(ids, read, end), 0);
    }

    /// Leaves the sequence as it was.
    void takeBack() {
        decoder.truncate(decoder.length() - read);
        read = 0;
    }
}
