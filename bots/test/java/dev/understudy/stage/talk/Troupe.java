package dev.understudy.stage.talk;

import dev.understudy.chat.Circle;
import dev.understudy.chat.SpeakerName;
import dev.understudy.clone.ModelCard;
import dev.understudy.clone.Speaker;
import dev.understudy.clone.voice.EmbeddedVoice;
import dev.understudy.clone.voice.Voice;
import dev.understudy.generation.TextModel;
import dev.understudy.model.Decoder;
import dev.understudy.model.LanguageModel;
import dev.understudy.sampling.Sampling;
import dev.understudy.tokenizer.Tokenizer;
import dev.understudy.tokenizer.Vocabulary;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// Clones for tests whose replies are a function of the prompt they were given, played by a real
/// [Voice] over a model that is sure of every character.
public final class Troupe {
    /// How its replies are best chosen.
    public static final Tuning TUNING = new Tuning(Sampling.DEFAULT.withTemperature(0.5), 1);

    private static final List<Integer> TURNS = List.of(30, 20, 1);
    private static final int CONTEXT_LENGTH = 2048;

    private Troupe() {}

    /// A company of Alice, Bob and Eve Adams in which `reply` makes replies out of prompts.
    public static Company company(UnaryOperator<String> reply) {
        return new Company(voice(reply, "Alice", "Bob", "Eve Adams"), "friends@0001");
    }

    /// The voice of friends with these names.
    public static Voice voice(UnaryOperator<String> reply, String... names) {
        List<Speaker> speakers =
                IntStream.range(0, names.length)
                        .mapToObj(
                                i -> new Speaker(SpeakerName.of(names[i]), names[i], TURNS.get(i)))
                        .toList();
        ModelCard card =
                new ModelCard(
                        ModelCard.FORMAT_VERSION,
                        new Circle("friends"),
                        speakers,
                        "test",
                        1,
                        "none",
                        Optional.empty(),
                        Map.of(),
                        Instant.EPOCH);
        Tokenizer tokenizer = characters();
        TextModel text = new TextModel(new Reciting(tokenizer, reply), tokenizer);
        return new EmbeddedVoice(text, card);
    }

    /// Replies that say who speaks and what was heard last: `alice heard: hi`.
    public static String parrot(String prompt) {
        String[] blocks = prompt.strip().split("\n\n", -1);
        String self = blocks[blocks.length - 1].replace(Tokenizer.END_OF_TEXT, "");
        String last = blocks.length < 2 ? "\nnothing" : blocks[blocks.length - 2];
        return self.replace(":", "").toLowerCase(Locale.ROOT)
                + " heard: "
                + last.substring(last.indexOf('\n') + 1);
    }

    private static Tokenizer characters() {
        int[] shifted = {256};
        List<String> tokens =
                IntStream.range(0, 256)
                        .map(
                                octet ->
                                        (octet >= '!' && octet <= '~')
                                                        || (octet >= 0xA1 && octet != 0xAD)
                                                ? octet
                                                : shifted[0]++)
                        .mapToObj(Character::toString)
                        .toList();
        return Tokenizer.of(
                new Vocabulary(
                        IntStream.rangeClosed(0, 256)
                                .mapToObj(id -> id < 256 ? tokens.get(id) : Tokenizer.END_OF_TEXT)
                                .toList(),
                        List.of()));
    }

    /// As strict as a real one about being closed.
    private static final class Reciting implements LanguageModel {
        private final Tokenizer tokenizer;
        private final UnaryOperator<String> reply;
        private volatile boolean closed;

        Reciting(Tokenizer tokenizer, UnaryOperator<String> reply) {
            this.tokenizer = tokenizer;
            this.reply = reply;
        }

        @Override
        public int vocabularySize() {
            return tokenizer.vocabularySize();
        }

        @Override
        public int contextLength() {
            return CONTEXT_LENGTH;
        }

        @Override
        public Decoder newDecoder() {
            return new Line(this);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static final class Line implements Decoder {
        /// How a prompt ends, and no reply.
        private static final String HEADER_END = ":\n";

        private final Reciting model;
        private int[] script = new int[0];
        private int[] read = new int[0];
        private int prompted;
        private int length;

        Line(Reciting model) {
            this.model = model;
        }

        @Override
        public float[] append(int... ids) {
            if (model.closed) {
                throw new IllegalStateException("the model is closed");
            }
            read = Arrays.copyOf(read, length + ids.length);
            System.arraycopy(ids, 0, read, length, ids.length);
            length += ids.length;
            String prompt = model.tokenizer.decode(read);
            if (prompt.endsWith(HEADER_END)) {
                script = model.tokenizer.encode(model.reply.apply(prompt) + "\n\n");
                prompted = length;
            }
            float[] scores = new float[model.vocabularySize()];
            Arrays.fill(scores, -100);
            scores[script[Math.min(length - prompted, script.length - 1)]] = 100;
            return scores;
        }

        @Override
        public int length() {
            return length;
        }

        @Override
        public void truncate(int wanted) {
            length = wanted;
        }

        @Override
        public void close() {}
    }
}
