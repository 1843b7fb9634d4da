import dev.understudy.model.Decoder;
import dev.understudy.model.Gpt2;
import dev.understudy.model.Gpt2Size;
import dev.understudy.model.LanguageModel;
import dev.understudy.model.QuantizedGpt2;
import dev.understudy.model.device.Aside;
import dev.understudy.model.device.Machine;
import dev.understudy.model.shared.Limits;
import dev.understudy.model.shared.SharedModel;
import dev.understudy.model.shared.Usage;
import dev.understudy.sampling.Sampler;
import dev.understudy.sampling.Sampling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/// Tokens a second of one conversation and of eight at the same time, and what a new message costs;
/// in float32 and in int8, in turn, several rounds in one run. README.md beside it tells how to run
/// it.
final class MeasureTogether {
    private static final int SHORT = 64;
    private static final int LONG = 256;
    private static final int TOKENS = 64;
    private static final int WINDOW = 900;
    private static final int MESSAGE = 24;

    private MeasureTogether() {}

    public static void main(String[] arguments) throws Exception {
        Gpt2Size size = Gpt2Size.named(arguments[0]);
        Path folder = Path.of(arguments[1]);
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
        if (!Files.exists(folder.resolve("model.safetensors"))) {
            Files.createDirectories(folder);
            Path _ = Aside.compute(() -> saved(size, folder));
        }
        boolean onlyInt8 = arguments.length > 3 && arguments[3].equals("int8");
        for (int round = 0; round < rounds; round++) {
            if (!onlyInt8) {
                measure("float32", () -> Gpt2.load(folder));
            }
            measure("int8", () -> QuantizedGpt2.load(folder));
        }
        QuantizedGpt2.load(folder).close(); // this thread keeps its OpenMP team from here on
        measure("int8, beside another thread's team", () -> QuantizedGpt2.load(folder));
    }

    private static Path saved(Gpt2Size size, Path folder) {
        try (Gpt2 random = Gpt2.random(size.config(), 1)) {
            random.save(folder);
            return folder;
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private static void measure(String name, Supplier<LanguageModel> loading) throws Exception {
        long began = System.nanoTime();
        try (LanguageModel model = SharedModel.load(loading, Limits.DEFAULT, Usage.NONE)) {
            double load = (System.nanoTime() - began) / 1e9;
            tokensPerSecond(model, SHORT, 1); // so that all code is compiled
            tokensPerSecond(model, SHORT, 8);
            double one = tokensPerSecond(model, SHORT, 1);
            double eight = tokensPerSecond(model, SHORT, 8);
            double later = tokensPerSecond(model, LONG, 8) / tokensPerSecond(model, LONG, 1);
            double anew = reading(model, 0);
            double next = reading(model, WINDOW);
            System.out.printf(
                    Locale.ROOT,
                    "%-8s load %5.1f s  one %6.1f tokens/s  eight %6.1f (%.2f x; after 256 %.2f x)"
                            + "  first token %6.0f ms anew %5.0f ms remembered (1/%.1f)"
                            + "  resident %.2f GB%n",
                    name,
                    load,
                    one,
                    eight,
                    eight / one,
                    later,
                    anew,
                    next,
                    anew / next,
                    Machine.residentBytes().orElse(0) / 1e9);
        }
    }

    private static int[] ids(int count) {
        int[] ids = new int[count];
        Arrays.setAll(ids, i -> 1 + i * 7919 % 50_000);
        return ids;
    }

    private static double tokensPerSecond(LanguageModel model, int prompt, int conversations)
            throws Exception {
        List<Decoder> decoders = new ArrayList<>();
        for (int i = 0; i < conversations; i++) {
            Decoder decoder = model.newDecoder();
            decoder.append(ids(prompt));
            decoders.add(decoder);
        }
        long began = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> talks = new ArrayList<>();
            for (Decoder decoder : decoders) {
                talks.add(threads.submit(() -> talk(decoder, TOKENS)));
            }
            for (Future<?> talk : talks) {
                talk.get();
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        decoders.forEach(Decoder::close);
        return conversations * TOKENS / seconds;
    }

    private static void talk(Decoder decoder, int tokens) {
        Sampler sampler = new Sampler(Sampling.DEFAULT);
        int next = 1;
        for (int i = 0; i < tokens; i++) {
            next = sampler.pick(decoder.append(next));
        }
    }

    private static double reading(LanguageModel model, int known) {
        int[] prompt = ids(WINDOW + MESSAGE);
        try (Decoder decoder = model.newDecoder()) {
            if (known > 0) {
                decoder.append(Arrays.copyOf(prompt, known));
            }
            long began = System.nanoTime();
            decoder.append(Arrays.copyOfRange(prompt, known, prompt.length));
            return (System.nanoTime() - began) / 1e6;
        }
    }
}
