import dev.understudy.model.Batch;
import dev.understudy.model.Gpt2;
import dev.understudy.model.Gpt2Config;
import dev.understudy.model.device.Precision;
import dev.understudy.model.learning.Gpt2Learner;
import dev.understudy.model.optimizer.Optimization;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Times a training step of nanoGPT's CPU size: median, and lower quartile.
///
/// Arguments: steps, then optionally optimizer (adamw) and precision (float32).
public final class Step {
    public static void main(String[] arguments) {
        int count = Integer.parseInt(arguments[0]);
        String method = arguments.length > 1 ? arguments[1] : "adamw";
        String precision = arguments.length > 2 ? arguments[2] : "float32";
        double[] times = new double[count];
        Random random = new Random(1);
        Optimization optimization =
                new Optimization(
                        Optimization.Method.valueOf(method.toUpperCase(Locale.ROOT)),
                        0.9, 0.99, 1e-8, 0.1, 1, Optimization.Muon.STANDARD);
        Gpt2Learner.Settings settings =
                new Gpt2Learner.Settings(
                        optimization,
                        0,
                        Precision.valueOf(precision.toUpperCase(Locale.ROOT)),
                        false,
                        0);
        try (Gpt2 model = Gpt2.random(new Gpt2Config(257, 64, 128, 4, 4, 256), 1);
                Gpt2Learner learner = new Gpt2Learner(model, settings)) {
            for (int i = 0; i < count; i++) {
                long[] ids = random.longs(12 * 64, 0, 257).toArray();
                long started = System.nanoTime();
                learner.step(List.of(new Batch(12, 64, ids, ids)), 1e-3, 0);
                times[i] = (System.nanoTime() - started) / 1e6;
            }
        }
        Arrays.sort(times);
        System.out.printf(
                Locale.ROOT,
                "%.1f ms, a quarter below %.1f%n", times[count / 2], times[count / 4]);
    }
}
