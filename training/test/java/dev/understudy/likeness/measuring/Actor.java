package dev.understudy.likeness.measuring;

import dev.understudy.chat.Circle;
import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Transcript;
import dev.understudy.clone.ModelCard;
import dev.understudy.clone.Speaker;
import dev.understudy.clone.voice.EmbeddedVoice;
import dev.understudy.evaluation.TokenLosses;
import dev.understudy.generation.TextModel;
import dev.understudy.model.Decoder;
import dev.understudy.model.LanguageModel;
import dev.understudy.tokenizer.Tokenizer;
import dev.understudy.vocabulary.VocabularyTrainer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/// A model whose lines are written for it: byte by byte it is sure of what comes next. They say
/// what a clone answers to a transcript that ends with its header, or goes on with after an
/// opening.
final class Actor implements LanguageModel {
    private static final int CONTEXT = 512;
    private static final float SURE = 1000;

    private final Tokenizer tokenizer =
            Tokenizer.of(VocabularyTrainer.train(List.of(), VocabularyTrainer.CHARACTERS));
    private final BiFunction<SpeakerName, String, String> lines;

    private Actor(BiFunction<SpeakerName, String, String> lines) {
        this.lines = lines;
    }

    /// One that plays `friends`, and loses `losses`.
    static Loaded loaded(
            List<SpeakerName> friends,
            TokenLosses losses,
            BiFunction<SpeakerName, String, String> lines) {
        Actor actor = new Actor(lines);
        TextModel text = new TextModel(actor, actor.tokenizer);
        ModelCard card =
                new ModelCard(
                        ModelCard.FORMAT_VERSION,
                        new Circle("friends"),
                        friends.stream().map(name -> new Speaker(name, name.text(), 1)).toList(),
                        "test",
                        1,
                        "none",
                        Optional.empty(),
                        Map.of(),
                        Instant.EPOCH);
        return new Loaded("actor", text, losses, new EmbeddedVoice(text, card));
    }

    @Override
    public int vocabularySize() {
        return tokenizer.vocabularySize();
    }

    @Override
    public int contextLength() {
        return CONTEXT;
    }

    @Override
    public Decoder newDecoder() {
        return new Saying();
    }

    @Override
    public void close() {}

    private final class Saying implements Decoder {
        private final List<Integer> read = new ArrayList<>();
        private byte[] script = {};
        private int prompt;

        @Override
        public float[] append(int... ids) {
            boolean first = read.isEmpty();
            Arrays.stream(ids).forEach(read::add);
            if (first) {
                prompt = read.size();
                script = script(tokenizer.decode(ids)).getBytes(StandardCharsets.UTF_8);
            }
            float[] scores = new float[vocabularySize()];
            int at = read.size() - prompt;
            String next =
                    at < script.length
                            ? new String(script, at, 1, StandardCharsets.ISO_8859_1)
                            : "\n";
            scores[tokenizer.encode(next)[0]] = SURE;
            return scores;
        }

        private String script(String transcript) {
            int headerEnd = transcript.lastIndexOf(":\n");
            String before = transcript.substring(0, headerEnd);
            String name = before.substring(before.lastIndexOf('\n') + 1);
            String speaker = name.replace(Tokenizer.END_OF_TEXT, "");
            return lines.apply(new SpeakerName(speaker), transcript) + Transcript.END_OF_TURN;
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
    }
}
