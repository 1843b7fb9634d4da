package dev.understudy.model;

import java.time.Duration;
import java.util.ArrayList;
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

    /// Tokens that one sequence goes on with.
    ///
    /// @param ids at least one
    /// @param scored how many of the last of them have logits; see [Decoder#append(int[], int)]
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Addition(Decoder sequence, int[] ids, int scored) {}

    /// Appends to several sequences, all different and of this model; a model that can do so in one
    /// call spends little more than on one. Returns what [Decoder#append(int[], int)] returns for
    /// each.
    ///
    /// Throws IllegalArgumentException as that does; all sequences are then as they were.
    default List<float[][]> appendEach(List<Addition> additions) {
        List<float[][]> logits = new ArrayList<>();
        try {
            for (Addition one : additions) {
                logits.add(one.sequence().append(one.ids(), one.scored()));
            }
            return logits;
        } catch (RuntimeException refused) {
            for (Addition done : additions.subList(0, logits.size())) {
                done.sequence().truncate(done.sequence().length() - done.ids().length);
            }
            throw refused;
        }
    }

    /// A place among those who use the model at the same time, for as long as one text takes.
    interface Place extends AutoCloseable {
        /// Makes room for the next.
        @Override
        void close();
    }

    /// Waits for a place, for as long as `patience`. Throws UserError when too many wait already,
    /// or it takes longer, and CancellationException when the thread is interrupted, which it
    /// stays.
    default Place enter(Duration patience) {
        return () -> {};
    }

    /// How likely a token must be to come next for it to pay off to read it along with the one
    /// before it; 1 where it never does. 0 to 1.
    ///
    /// @param together how many sequences are read at the same time
    default double worthGuessing(int together) {
        return 1;
    }

    /// Frees the weights.
    @Override
    void close();
}
