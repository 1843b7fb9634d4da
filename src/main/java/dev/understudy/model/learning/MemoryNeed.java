package dev.understudy.model.learning;

import dev.understudy.model.Gpt2Config;
import dev.understudy.model.learning.Gpt2Learner.Settings;
import dev.understudy.model.optimizer.Optimization.Method;

/// How much memory a training takes by part, in bytes, from its arithmetic alone.
///
/// @param weights in float32
/// @param gradients the most that are held at a time
/// @param optimizer the state of the optimizer
/// @param activations what the blocks keep for the way back, with one block's working memory
/// @param logits of as many positions as have them at a time, with their gradient
/// @param peak the most that is held at a time: not all parts are largest together
public record MemoryNeed(
        long weights, long gradients, long optimizer, long activations, long logits, long peak) {
    private static final int FLOAT = Float.BYTES;

    /// What a batch of `rows × length` tokens takes.
    ///
    /// @param accumulation batches in a step
    public static MemoryNeed of(
            Gpt2Config config, Settings settings, int rows, int length, int accumulation) {
        long width = config.width();
        long blockMatrices = 12 * width * width;
        long blockVectors = 13 * width;
        long embeddings = (config.vocabularySize() + (long) config.contextLength()) * width;
        long matrices = embeddings + config.layers() * blockMatrices;
        long vectors = config.layers() * blockVectors + 2 * width;
        boolean movesAtOnce = settings.optimization().clip() == 0 && accumulation == 1;

        long weights = FLOAT * (matrices + vectors);
        long largestPart = FLOAT * Math.max(embeddings, blockMatrices + blockVectors);
        long whole =
                settings.optimization().narrowGradients()
                        ? FLOAT * (embeddings + vectors) + Short.BYTES * (matrices - embeddings)
                        : weights;
        long gradients = movesAtOnce ? largestPart : whole;
        long optimizer = optimizer(settings.optimization().method(), matrices, vectors, embeddings);
        long kept = kept(config, settings, rows, length);
        long working = working(config, settings, rows, length);
        long logits = logits(config, settings, (long) rows * length);

        long beforeTheWayBack = kept + logits + FLOAT * embeddings;
        long after = gradients + working;
        long whileSumming = accumulation == 1 ? 0 : whole;
        long peak =
                weights
                        + optimizer
                        + Math.max(
                                beforeTheWayBack + whileSumming,
                                after + (whileSumming > 0 ? kept : 0));
        return new MemoryNeed(weights, gradients, optimizer, kept + working, logits, peak);
    }

    private static long optimizer(Method method, long matrices, long vectors, long embeddings) {
        return switch (method) {
            case ADAMW -> 2 * FLOAT * (matrices + vectors);
            case ADAMW_8BIT -> 2 * (matrices + FLOAT * matrices / 256) + 2 * FLOAT * vectors;
            case MUON -> FLOAT * (matrices - embeddings) + 2 * FLOAT * (embeddings + vectors);
        };
    }

    /// What all blocks keep from the way forth: with checkpointing their results alone.
    private static long kept(Gpt2Config config, Settings settings, int rows, int length) {
        long tokens = (long) rows * length;
        long result = FLOAT * tokens * config.width();
        long block =
                settings.checkpointing()
                        ? result
                        : result + forGradient(config, settings, rows, length);
        return result + config.layers() * block;
    }

    /// What a block's gradient needs: queries, keys, values, attention, the middle of the block,
    /// and the inner layer before its GELU.
    private static long forGradient(Gpt2Config config, Settings settings, int rows, int length) {
        long tokens = (long) rows * length;
        long inProducts = 8L * config.width() * bytes(settings);
        return tokens * (inProducts + (long) FLOAT * (config.width() + config.heads()));
    }

    /// What one block takes on its way back, besides its gradients.
    private static long working(Gpt2Config config, Settings settings, int rows, int length) {
        long tokens = (long) rows * length;
        long passing = tokens * 16L * config.width() * bytes(settings);
        long weightsOfAttention =
                settings.dropout() == 0 ? 0 : 4L * FLOAT * tokens * length * config.heads();
        return passing
                + weightsOfAttention
                + (settings.checkpointing() ? forGradient(config, settings, rows, length) : 0);
    }

    private static long logits(Gpt2Config config, Settings settings, long tokens) {
        long at = Math.min(tokens, settings.compute().logitsAtATime(config.vocabularySize()));
        long copies = bytes(settings) == FLOAT ? 2 * FLOAT : 2 * FLOAT + 2L * bytes(settings);
        return at * config.vocabularySize() * copies + FLOAT * tokens * config.width();
    }

    private static int bytes(Settings settings) {
        return settings.precision().scalarType() == 6 ? FLOAT : Short.BYTES;
    }
}
