package dev.understudy.clone.voice;

import dev.understudy.model.Decoder;
import dev.understudy.model.LanguageModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/// A model whose scores are any function of what it has read; as strict as a real one about ids,
/// length and being closed.
final class FakeModel implements LanguageModel {
    private final int vocabularySize;
    private final int contextLength;
    private final Function<List<Integer>, float[]> scores;
    private final List<List<Integer>> prompts = new ArrayList<>();
    private int open;
    private boolean closed;

    FakeModel(int vocabularySize, int contextLength, Function<List<Integer>, float[]> scores) {
        this.vocabularySize = vocabularySize;
        this.contextLength = contextLength;
        this.scores = scores;
    }

    /// A model that is sure of `script` after any prompt, token by token, and then of its last.
    static FakeModel reciting(int vocabularySize, int contextLength, int... script) {
        FakeModel[] self = new FakeModel[1];
        self[0] =
                new FakeModel(
                        vocabularySize,
                        contextLength,
                        read -> {
                            int said = read.size() - self[0].prompts.getLast().size();
                            float[] scores = new float[vocabularySize];
                            scores[script[Math.min(said, script.length - 1)]] = 1000;
                            return scores;
                        });
        return self[0];
    }

    /// What was read at once by each decoder, the first time.
    List<List<Integer>> prompts() {
        return prompts;
    }

    int openDecoders() {
        return open;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public int vocabularySize() {
        return vocabularySize;
    }

    @Override
    public int contextLength() {
        return contextLength;
    }

    @Override
    public Decoder newDecoder() {
        open++;
        return new Sequence();
    }

    @Override
    public void close() {
        closed = true;
    }

    private final class Sequence implements Decoder {
        private final List<Integer> read = new ArrayList<>();

        @Override
        public float[] append(int... ids) {
            if (ids.length == 0 || read.size() + ids.length > contextLength) {
                throw new IllegalArgumentException("cannot read " + ids.length + " more");
            }
            if (IntStream.of(ids).anyMatch(id -> id < 0 || id >= vocabularySize)) {
                throw new IllegalArgumentException("outside the vocabulary");
            }
            IntStream.of(ids).forEach(read::add);
            if (read.size() == ids.length) {
                prompts.add(List.copyOf(read));
            }
            return scores.apply(read);
        }

        @Override
        public int length() {
            return read.size();
        }

        @Override
        public void truncate(int length) {
            if (length > read.size()) {
                throw new IllegalArgumentException("the sequence is shorter");
            }
            read.subList(length, read.size()).clear();
        }

        @Override
        public void close() {
            open--;
        }
    }
}
