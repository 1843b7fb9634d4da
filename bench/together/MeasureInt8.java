import dev.understudy.model.Decoder;
import dev.understudy.model.Gpt2;
import dev.understudy.model.Gpt2Config;
import dev.understudy.model.LanguageModel;
import dev.understudy.model.QuantizedGpt2;
import dev.understudy.generation.TextModel;
import dev.understudy.tokenizer.Tokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// The perplexity of a trained model on a text, in float32 and in int8. README.md beside it tells
/// how to run it.
final class MeasureInt8 {
    private static final int MOST_TOKENS = 20_000;

    private MeasureInt8() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int[] ids;
        try (Tokenizer tokenizer = TextModel.loadTokenizer(Gpt2Config.read(folder), folder)) {
            ids = tokenizer.encode(Files.readString(Path.of(arguments[1])));
        }
        double exact;
        double rounded;
        try (LanguageModel model = Gpt2.load(folder)) {
            exact = perplexity(model, ids);
        }
        try (LanguageModel model = QuantizedGpt2.load(folder)) {
            rounded = perplexity(model, ids);
        }
        System.out.printf(
                Locale.ROOT,
                "perplexity float32 %.4f, int8 %.4f: %+.2f %%%n",
                exact,
                rounded,
                100 * (rounded / exact - 1));
    }

    private static double perplexity(LanguageModel model, int[] ids) {
        double nats = 0;
        int tokens = 0;
        int window = model.contextLength();
        for (int from = 0; from + 1 < ids.length && tokens < MOST_TOKENS; from += window - 1) {
            try (Decoder decoder = model.newDecoder()) {
                for (int i = from; i + 1 < Math.min(ids.length, from + window); i++) {
                    nats += loss(decoder.append(ids[i]), ids[i + 1]);
                    tokens++;
                }
            }
        }
        return Math.exp(nats / tokens);
    }

    private static double loss(float[] logits, int id) {
        double highest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            highest = Math.max(highest, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - highest);
        }
        return Math.log(sum) + highest - logits[id];
    }
}
