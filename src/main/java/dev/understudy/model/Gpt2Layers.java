package dev.understudy.model;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.jni.IValue;
import dev.understudy.model.device.Precision;
import java.util.ArrayList;
import java.util.List;

/// A GPT-2's layers as calls of `gpt2.py`, forth and back, each over `rows × length` tokens.
///
/// Hidden states travel as lists of tensors that the caller closes; `gradients` are lists in the
/// order of the layer's parameters. One thread.
public final class Gpt2Layers implements AutoCloseable {
    /// Parameters that are not in a block: two embeddings, the last norm's weight and bias.
    private static final int EMBEDDINGS = 4;

    private static final int IN_A_BLOCK = 12;

    /// Logits held at a time: 64 MB of them.
    private static final int MAX_LOGITS = 1 << 24;

    private final Program program;
    private final Gpt2Config config;
    private final Compute compute;
    private final IValue embeddings;
    private final List<IValue> blocks;
    private final IValue nothing;

    /// How the layers are computed.
    ///
    /// @param dropout share of activations dropped
    /// @param logitRows positions that have logits at a time; 0 for as many as fit 64 MB
    public record Compute(double dropout, Precision precision, int logitRows) {
        /// As in evaluation.
        public static final Compute PLAIN = new Compute(0, Precision.FLOAT32, 0);

        /// Positions that have logits at a time.
        public int logitsAtATime(int vocabularySize) {
            return logitRows > 0 ? logitRows : Math.max(1, MAX_LOGITS / vocabularySize);
        }
    }

    /// What a block keeps of its way forward.
    public enum Keep {
        /// Its result alone.
        RESULT(true, false),
        /// Its result and what its gradient needs.
        ALL(true, true),
        /// What its gradient needs, where the result is known already.
        FOR_GRADIENT(false, true);

        private final boolean result;
        private final boolean forGradient;

        Keep(boolean result, boolean forGradient) {
            this.result = result;
            this.forGradient = forGradient;
        }
    }

    /// Works on `weights`, which stay the caller's, in the order of [Gpt2Weights#shapes].
    Gpt2Layers(Program program, Gpt2Config config, List<NDArray> weights, Compute compute) {
        this.program = program;
        this.config = config;
        this.compute = compute;
        List<IValue> lists = split(weights);
        this.embeddings = lists.getFirst();
        this.blocks = lists.subList(1, lists.size());
        this.nothing = Program.listOf(List.of());
    }

    private static List<IValue> split(List<NDArray> parameters) {
        List<IValue> lists = new ArrayList<>();
        lists.add(Program.listOf(parameters.subList(0, EMBEDDINGS)));
        for (int i = EMBEDDINGS; i < parameters.size(); i += IN_A_BLOCK) {
            lists.add(Program.listOf(parameters.subList(i, i + IN_A_BLOCK)));
        }
        return lists;
    }

    /// Where parameter `index` belongs: 0 for the embeddings and the last norm, `i + 1` for block
    /// `i`.
    public static int part(int index) {
        return index < EMBEDDINGS ? 0 : 1 + (index - EMBEDDINGS) / IN_A_BLOCK;
    }

    /// Token ids `(rows, length)` to hidden states.
    public IValue embed(IValue ids, long seed) {
        return program.call("embed", ids, embeddings, compute.dropout(), seed);
    }

    /// Hidden states to those after block `layer`.
    public IValue block(int layer, IValue before, int rows, long seed, Keep keep) {
        return program.call(
                "block",
                before,
                blocks.get(layer),
                rows,
                config.heads(),
                compute.dropout(),
                seed(seed, layer),
                compute.precision().scalarType(),
                isFlash(),
                keep.result,
                keep.forGradient);
    }

    /// The cross entropy of each position in nats, 0 where its target is [Batch#IGNORED].
    public IValue losses(IValue last, IValue targets) {
        return head(last, targets, nothing, 0, true);
    }

    /// The gradient of the cross entropies' sum times `scale` with respect to `last`, and the cross
    /// entropies themselves.
    public IValue head(IValue last, IValue targets, IValue gradients, double scale, boolean first) {
        return program.call(
                "head",
                last,
                targets,
                embeddings,
                gradients,
                scale,
                compute.logitsAtATime(config.vocabularySize()),
                compute.precision().scalarType(),
                first);
    }

    /// From the gradient with respect to block `layer`'s result to that with respect to `before`.
    ///
    /// @param kept by [#block], with the same seed
    public IValue blockBackward(int layer, IValue after, IValue before, IValue kept, Step step) {
        return program.call(
                "block_backward",
                after,
                before,
                kept,
                blocks.get(layer),
                step.gradients(),
                step.rows(),
                config.heads(),
                compute.dropout(),
                seed(step.seed(), layer),
                compute.precision().scalarType(),
                isFlash(),
                step.first());
    }

    /// One step of the way back.
    ///
    /// @param gradients of the layer's parameters
    /// @param first whether they hold nothing yet
    public record Step(IValue gradients, int rows, long seed, boolean first) {}

    /// The end of the way back, after [#head].
    public void embedBackward(IValue after, IValue ids, Step step) {
        program.run(
                "embed_backward",
                after,
                ids,
                embeddings,
                step.gradients(),
                compute.dropout(),
                step.seed(),
                step.first());
    }

    /// Logits of every position.
    IValue logits(IValue last) {
        return program.call("logits", last, embeddings);
    }

    /// How many blocks there are.
    public int count() {
        return blocks.size();
    }

    /// libtorch's CPU kernel that never holds the attention weights knows no dropout.
    private boolean isFlash() {
        return compute.dropout() == 0 && !program.manager().getDevice().isGpu();
    }

    /// Room for the three masks of each block, after that of the embeddings.
    private static long seed(long seed, int layer) {
        return seed + 1 + 3L * layer;
    }

    @Override
    public void close() {
        nothing.close();
        blocks.forEach(IValue::close);
        embeddings.close();
    }
}
