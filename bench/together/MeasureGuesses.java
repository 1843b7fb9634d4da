import dev.understudy.generation.Recall;
import dev.understudy.generation.TextModel;
import dev.understudy.generation.guess.Guesser;
import dev.understudy.generation.guess.Ngrams;
import dev.understudy.model.Decoder;
import dev.understudy.model.Gpt2Config;
import dev.understudy.model.LanguageModel;
import dev.understudy.model.QuantizedGpt2;
import dev.understudy.sampling.Logits;
import dev.understudy.sampling.Sampler;
import dev.understudy.sampling.Sampling;
import dev.understudy.tokenizer.Tokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What guesses gain: a trained model in int8 goes on with pieces of a text that it has not learnt,
/// with and without them in turn. README.md beside it tells how to run it.
final class MeasureGuesses {
    private static final int MOST = 128;
    private static final int TEXTS = 16;
    private static final int CALLS = 101;

    private MeasureGuesses() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int rounds = Integer.parseInt(arguments[2]);
        int[] ids;
        try (Tokenizer tokenizer = TextModel.loadTokenizer(Gpt2Config.read(folder), folder)) {
            ids = tokenizer.encode(Files.readString(Path.of(arguments[1])));
        }
        try (QuantizedGpt2 model = QuantizedGpt2.load(folder)) {
            Ngrams corpus = Ngrams.read(folder);
            printCosts(model, ids);
            for (boolean drawn : List.of(true, false)) {
                Sampling sampling = Sampling.DEFAULT.withTemperature(drawn ? 0.8 : 0);
                for (int round = 0; round <= rounds; round++) {
                    Side plain = new Side(model, 1);
                    Side conversation = new Side(model, model.worthGuessing(1));
                    Side both = new Side(model, model.worthGuessing(1));
                    plain.write(ids, sampling, new Guesser(Ngrams.NONE, model.vocabularySize()));
                    conversation.write(
                            ids, sampling, new Guesser(Ngrams.NONE, model.vocabularySize()));
                    both.write(ids, sampling, new Guesser(corpus, model.vocabularySize()));
                    if (round > 0) {
                        System.out.printf(
                                Locale.ROOT,
                                "temperature %.1f: plain %.1f tokens/s; guesses from the"
                                        + " conversation %.2f times as fast, %.2f tokens a call;"
                                        + " from the corpus, too, %.2f times, %.2f a call%n",
                                sampling.temperature(),
                                plain.speed(),
                                conversation.speed() / plain.speed(),
                                conversation.perCall(),
                                both.speed() / plain.speed(),
                                both.perCall());
                    }
                }
            }
        }
    }

    /// How long a call takes with so many tokens of one text: what guesses cost.
    private static void printCosts(LanguageModel model, int[] text) {
        StringBuilder line = new StringBuilder("milliseconds a call");
        int length = Math.min(MOST, model.contextLength() / 2);
        try (Decoder decoder = model.newDecoder()) {
            decoder.append(Arrays.copyOf(text, length));
            for (int tokens : new int[] {1, 2, 3, 5, 9}) {
                int[] ids = Arrays.copyOfRange(text, length, length + tokens);
                double[] millis = new double[CALLS];
                for (int i = 0; i < CALLS; i++) {
                    long start = System.nanoTime();
                    decoder.append(ids, tokens);
                    millis[i] = (System.nanoTime() - start) / 1e6;
                    decoder.truncate(length);
                }
                Arrays.sort(millis);
                line.append(
                        String.format(
                                Locale.ROOT, ", %d tokens %.2f", tokens, millis[CALLS / 2]));
            }
        }
        System.out.println(line);
    }

    /// A way to write.
    private static final class Side implements LanguageModel {
        private final LanguageModel model;
        private final double worth;
        private long nanos;
        private int tokens;
        private int calls;

        Side(LanguageModel model, double worth) {
            this.model = model;
            this.worth = worth;
        }

        void write(int[] text, Sampling sampling, Guesser guesser) {
            int length = Math.min(MOST, contextLength() / 2);
            for (int piece = 0; piece < TEXTS; piece++) {
                int from = (int) ((long) piece * (text.length - length) / TEXTS);
                Sampler sampler = new Sampler(sampling.withSeed(piece));
                try (Recall recall = new Recall(this, guesser)) {
                    float[] scores = recall.read(Arrays.copyOfRange(text, from, from + length));
                    long start = System.nanoTime();
                    for (int i = 0; i < length; i++) {
                        scores = recall.append(sampler.pick(Logits.possible(scores)));
                    }
                    nanos += System.nanoTime() - start;
                    tokens += length;
                }
            }
        }

        double speed() {
            return tokens * 1e9 / nanos;
        }

        double perCall() {
            return (double) tokens / calls;
        }

        @Override
        public int vocabularySize() {
            return model.vocabularySize();
        }

        @Override
        public int contextLength() {
            return model.contextLength();
        }

        @Override
        public double worthGuessing(int together) {
            return worth;
        }

        @Override
        public Decoder newDecoder() {
            return new Counted(model.newDecoder());
        }

        @Override
        public void close() {}

        private final class Counted implements Decoder {
            private final Decoder decoder;

            Counted(Decoder decoder) {
                this.decoder = decoder;
            }

            @Override
            public float[] append(int... ids) {
                return append(ids, 1)[0];
            }

            @Override
            public float[][] append(int[] ids, int scored) {
                calls += decoder.length() > 0 ? 1 : 0;
                return decoder.append(ids, scored);
            }

            @Override
            public int length() {
                return decoder.length();
            }

            @Override
            public void truncate(int length) {
                decoder.truncate(length);
            }

            @Override
            public void close() {
                decoder.close();
            }
        }
    }
}
