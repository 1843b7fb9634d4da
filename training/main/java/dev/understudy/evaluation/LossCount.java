package dev.understudy.evaluation;

import dev.understudy.chat.SpeakerName;
import dev.understudy.corpus.TokenSpeakers;
import dev.understudy.model.Batch;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/// Adds up losses batch by batch, by who says the tokens: one pass for all speakers. One thread.
public final class LossCount {
    private static final int TOKENS_AT_ONCE = 8192;
    private static final int MOST_ROWS = 32;

    private final TokenLosses model;
    private final List<SpeakerName> names;
    private final double[] nats;
    private final long[] tokens;

    /// @param names those whom [#add] marks from 1 on
    public LossCount(TokenLosses model, List<SpeakerName> names) {
        this.model = model;
        this.names = List.copyOf(names);
        nats = new double[names.size() + 1];
        tokens = new long[names.size() + 1];
    }

    /// How many rows of `length` tokens to measure at once. No gradients are kept, so more than in
    /// training fit: by its shape, gpt2-large takes half a gigabyte for them.
    public static int rows(int length) {
        return Math.clamp(TOKENS_AT_ONCE / length, 1, MOST_ROWS);
    }

    /// Measures `batch`.
    ///
    /// @param speakers whose its target at an index is, as [TokenSpeakers] marks it
    public void add(Batch batch, IntUnaryOperator speakers) {
        float[] losses = model.of(batch);
        for (int i = 0; i < losses.length; i++) {
            if (batch.targets()[i] != Batch.IGNORED) {
                int speaker = speakers.applyAsInt(i);
                nats[speaker] += losses[i];
                tokens[speaker]++;
            }
        }
    }

    /// What was added so far.
    public Losses losses() {
        Loss all = new Loss(nats[TokenSpeakers.NOBODY], tokens[TokenSpeakers.NOBODY]);
        SortedMap<SpeakerName, Loss> speakers = new TreeMap<>();
        for (int i = 1; i < nats.length; i++) {
            Loss theirs = new Loss(nats[i], tokens[i]);
            all = all.plus(theirs);
            if (theirs.tokens() > 0) {
                speakers.put(names.get(i - 1), theirs);
            }
        }
        return new Losses(all, speakers);
    }
}
