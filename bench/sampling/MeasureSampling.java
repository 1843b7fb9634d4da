import dev.understudy.sampling.Cut;
import dev.understudy.sampling.Logits;
import dev.understudy.sampling.Sampler;
import dev.understudy.sampling.Sampling;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.ToIntFunction;

/// How long it takes to draw one token of GPT-2's vocabulary. The scores are normal: their
/// deviation tells an untrained model from a sure one. README.md beside it tells how to run it.
final class MeasureSampling {
    private static final int VOCABULARY = 50_257;
    private static final int TEXTS = 16;
    private static final int PICKS = 1000;
    private static final List<Double> DEVIATIONS = List.of(0.3, 0.5, 2.0, 3.5, 6.0);

    private MeasureSampling() {}

    public static void main(String[] arguments) {
        int rounds = Integer.parseInt(arguments[0]);
        Map<String, ToIntFunction<float[]>> ways = new LinkedHashMap<>();
        ways.put("default", new Sampler(Sampling.DEFAULT)::pick);
        ways.put("greedy", new Sampler(Sampling.DEFAULT.withTemperature(0))::pick);
        ways.put("top-k 40", sampler(new Cut(40, 1, 0, 1))::pick);
        ways.put("min-p 0.05", sampler(new Cut(0, 1, 0.05, 1))::pick);
        ways.put("typical 0.95", sampler(new Cut(0, 1, 0, 0.95))::pick);
        ways.put("Logits.possible", logits -> Logits.possible(logits).length);
        List<float[][]> scores = DEVIATIONS.stream().map(MeasureSampling::scores).toList();
        System.out.printf("%-20s", "microseconds");
        DEVIATIONS.forEach(deviation -> System.out.printf(Locale.ROOT, "%7.1f", deviation));
        System.out.println();
        for (int round = 0; round <= rounds; round++) {
            boolean isWarm = round > 0;
            ways.forEach(
                    (name, way) -> {
                        StringBuilder line = new StringBuilder("%-20s".formatted(name));
                        for (float[][] texts : scores) {
                            line.append("%7.0f".formatted(median(texts, way)));
                        }
                        if (isWarm) {
                            System.out.println(line);
                        }
                    });
        }
    }

    private static Sampler sampler(Cut cut) {
        return new Sampler(Sampling.DEFAULT.withCut(cut));
    }

    private static float[][] scores(double deviation) {
        Random random = new Random(2026);
        float[][] texts = new float[TEXTS][VOCABULARY];
        for (float[] text : texts) {
            for (int id = 0; id < VOCABULARY; id++) {
                text[id] = (float) (random.nextGaussian() * deviation);
            }
        }
        return texts;
    }

    private static double median(float[][] texts, ToIntFunction<float[]> way) {
        double[] micros = new double[PICKS];
        for (int i = 0; i < PICKS; i++) {
            float[] logits = texts[i % TEXTS];
            long start = System.nanoTime();
            if (way.applyAsInt(logits) < 0) {
                throw new IllegalStateException("no id is below 0");
            }
            micros[i] = (System.nanoTime() - start) / 1e3;
        }
        Arrays.sort(micros);
        return micros[PICKS / 2];
    }
}
