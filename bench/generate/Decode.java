import dev.understudy.model.Decoder;
import dev.understudy.model.Gpt2;
import dev.understudy.model.LanguageModel;
import dev.understudy.model.QuantizedGpt2;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/// Understudy's side of `compare.py`: greedy decoding of one sequence, and the memory it took.
///
/// Arguments: checkpoint folder, float32 or int8, prompt tokens, new tokens, measurements.
public final class Decode {
    private static final Path STATUS = Path.of("/proc/self/status");

    public static void main(String[] arguments) throws IOException {
        int prompt = Integer.parseInt(arguments[2]);
        int count = Integer.parseInt(arguments[3]);
        double[] seconds = new double[Integer.parseInt(arguments[4])];
        try (LanguageModel model = load(Path.of(arguments[0]), arguments[1])) {
            int[] ids = new Random(1).ints(prompt, 0, model.vocabularySize()).toArray();
            decode(model, ids, count); // warm-up
            for (int i = 0; i < seconds.length; i++) {
                long started = System.nanoTime();
                decode(model, ids, count);
                seconds[i] = (System.nanoTime() - started) / 1e9;
            }
            printMemory();
        }
        Arrays.sort(seconds);
        double typical = seconds[seconds.length / 2];
        System.out.printf(
                Locale.ROOT,
                "%.2f tokens/s, %.2f ms a token%n",
                count / typical,
                1000 * typical / count);
    }

    private static LanguageModel load(Path folder, String precision) {
        return switch (precision) {
            case "float32" -> Gpt2.load(folder);
            case "int8" -> QuantizedGpt2.load(folder);
            default -> throw new IllegalArgumentException(precision + ": neither float32 nor int8");
        };
    }

    private static void decode(LanguageModel model, int[] prompt, int count) {
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

    /// What Linux counts as resident, at its peak and now: `VmHWM` and `VmRSS`, in kB.
    private static void printMemory() throws IOException {
        if (Files.exists(STATUS)) {
            Files.readAllLines(STATUS).stream()
                    .filter(line -> line.matches("(VmHWM|VmRSS):.*"))
                    .forEach(line -> System.out.println(line.replaceAll("\\s+", " ")));
        }
    }
}
