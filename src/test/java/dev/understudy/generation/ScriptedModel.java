package dev.understudy.generation;

import dev.understudy.model.Decoder;
import dev.understudy.model.LanguageModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A model whose scores are any function of what it has read; strict about its context.
record ScriptedModel(int vocabularySize, int contextLength, Function<List<Integer>, float[]> scores)
        implements LanguageModel {

    /// A model that is sure of `next`, of the last token read.
    static ScriptedModel sureOf(int vocabularySize, Function<Integer, Integer> next) {
        return new ScriptedModel(
                vocabularySize,
                8,
                read -> {
                    float[] scores = new float[vocabularySize];
                    scores[next.apply(read.getLast())] = 100;
                    return scores;
                });
    }

    @Override
    public Decoder newDecoder() {
        return new Decoder() {
            private final List<Integer> read = new ArrayList<>();

            @Override
            public float[] append(int... ids) {
                if (ids.length == 0 || read.size() + ids.length > contextLength) {
                    throw new IllegalArgumentException(ids.length + " after " + read.size());
                }
                for (int id : ids) {
                    read.add(id);
                }
                return scores.apply(List.copyOf(read));
            }

            @Override
            public int length() {
                return read.size();
            }

            @Override
            public void truncate(int length) {
                read.subList(length, read.size()).clear();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void close() {}
}
