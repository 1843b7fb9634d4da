import dev.understudy.model.Decoder;
import dev.understudy.model.Gpt2;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/// Understudy's side of `compare.py`: greedy decoding of one sequence in float32.
///
/// Arguments: checkpoint folder, prompt tokens, new tokens, measurements.
public final class Decode {
    public static void main(String[] arguments) {
        int prompt = Integer.parseInt(arguments[1]);
        int count = Integer.parseInt(arguments[2]);
        double[] seconds = new double[Integer.parseInt(arguments[3])];
        try (Gpt2 model = Gpt2.load(Path.of(arguments[0]))) {
            int[] ids = new Random(1).ints(prompt, 0, model.vocabularySize()).toArray();
            decode(model, ids, count); // warm-up
            for (int i = 0; i < seconds.length; i++) {
                long started = System.nanoTime();
                decode(model, ids, count);
                seconds[i] = (System.nanoTime() - started) / 1e9;
            }
        }
        Arrays.sort(seconds);
        double typical = seconds[seconds.length / 2];
        System.out.printf(
                Locale.ROOT,
                "%.2f tokens/s, %.2f ms a token%n",
                count / typical,
                1000 * typical / count);
    }

    private static void decode(Gpt2 model, int[] prompt, int count) {
        try (Decoder decoder = model.newDecoder()) {
            float[] logits = decoder.append(prompt);
            for (int i = 1; i < count; i++) {
                logits = decoder.append(likeliest(logits));
            }
            likeliest(logits);
        }
    }

    private static int likeliest(float[] logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            best = logits[i] > logits[best] ? i : best;
        }
        return best;
    }
}
