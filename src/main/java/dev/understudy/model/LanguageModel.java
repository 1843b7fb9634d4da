package dev.understudy.model;

import java.util.List;

/// A model that says, for a sequence of token ids, how likely each next token is. One thread,
/// unless it says otherwise.
public interface LanguageModel extends AutoCloseable {

    /// How many tokens there are to choose from; ids run from 0 to this, exclusive.
    int vocabularySize();

    /// The longest sequence that it can read, in tokens.
    int contextLength();

    /// An empty sequence with a cache of its own. Close it before the model.
    Decoder newDecoder();

    /// Appends one token to each of several sequences, all different and of this model; a model
    /// that can do so in one call spends little more than on one. Returns their logits, as
    /// [Decoder#append] does.
    ///
    /// Throws IllegalArgumentException as that does; all sequences are then as they were.
    default float[][] appendEach(List<Decoder> sequences, int[] ids) {
        float[][] logits = new float[ids.length][];
        int done = 0;
        try {
            for (; done < ids.length; done++) {
                logits[done] = sequences.get(done).append(ids[done]);
            }
            return logits;
        } catch (RuntimeException refused) {
            sequences.subList(0, done).forEach(one -> one.truncate(one.length() - 1));
            throw refused;
        }
    }

    /// A place among those who use the model at the same time, for as long as one text takes.
    interface Place extends AutoCloseable {
        /// Makes room for the next.
        @Override
        void close();
    }

    /// Waits for a place. Throws UserError when too many wait already, or it takes too long.
    default Place enter() {
        return () -> {};
    }

    /// Bytes of memory that the weights take; 0 where that is not known.
    default long bytes() {
        return 0;
    }

    /// Frees the weights.
    @Override
    void close();
}
