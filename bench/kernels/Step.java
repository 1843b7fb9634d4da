import dev.understudy.model.Batch;
import dev.understudy.model.Gpt2;
import dev.understudy.model.Gpt2Config;
import dev.understudy.model.Gpt2Learner;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/// Times a training step of nanoGPT's CPU size: median of gradients and of the update.
public final class Step {
    public static void main(String[] arguments) {
        int count = Integer.parseInt(arguments[0]);
        double[] gradients = new double[count];
        double[] updates = new double[count];
        Random random = new Random(1);
        try (Gpt2 model = Gpt2.random(new Gpt2Config(257, 64, 128, 4, 4, 256), 1);
                Gpt2Learner learner =
                        new Gpt2Learner(model, new Gpt2Learner.AdamW(0.9, 0.99, 1e-8, 0.1, 1))) {
            for (int i = 0; i < count; i++) {
                long[] ids = random.longs(12 * 64, 0, 257).toArray();
                long started = System.nanoTime();
                learner.accumulate(new Batch(12, 64, ids, ids), 0, 1, 0);
                long summed = System.nanoTime();
                learner.update(1e-3);
                gradients[i] = (summed - started) / 1e6;
                updates[i] = (System.nanoTime() - summed) / 1e6;
            }
        }
        Arrays.sort(gradients);
        Arrays.sort(updates);
        System.out.printf(
                Locale.ROOT,
                "gradients %.1f ms, update %.1f ms%n",
                gradients[count / 2],
                updates[count / 2]);
    }
}
