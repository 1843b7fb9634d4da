package dev.understudy.finetune;

import dev.understudy.batches.Batches;
import dev.understudy.model.Decoder;
import dev.understudy.model.LanguageModel;
import dev.understudy.sampling.Sampler;
import dev.understudy.sampling.Sampling;
import dev.understudy.tokenizer.Tokenizer;
import java.util.Arrays;

/// What a model writes unprompted: the start of a conversation, or of a text.
final class SampleText implements Trainer.Sample {
    private static final int MAX_TOKENS = 96;

    private final Tokenizer tokenizer;
    private final int[] opening;
    private final long seed;

    /// @param opening the ids before it: end of text for chats, a line end for plain text
    SampleText(Tokenizer tokenizer, int[] opening, long seed) {
        this.tokenizer = tokenizer;
        this.opening = opening.clone();
        this.seed = seed;
    }

    @Override
    public String write(LanguageModel model, long step) {
        Sampler sampler = new Sampler(Sampling.DEFAULT.withSeed(Batches.mix(seed, step)));
        int limit = Math.min(MAX_TOKENS, model.contextLength() - opening.length);
        int[] ids = new int[limit];
        int count = 0;
        try (Decoder decoder = model.newDecoder()) {
            float[] logits = decoder.append(opening);
            while (count < limit) {
                int next = sampler.pick(logits);
                if (next == tokenizer.endOfText()) {
                    break;
                }
                ids[count++] = next;
                logits = decoder.append(next);
            }
        }
        return tokenizer.decode(Arrays.copyOf(ids, count)).strip();
    }
}
