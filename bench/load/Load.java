import dev.understudy.model.Decoder;
import dev.understudy.model.Gpt2;
import dev.understudy.model.Gpt2Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Understudy's side of `compare.py`: from a checkpoint folder to the first logits.
///
/// Arguments: checkpoint folder, prompt tokens, `decoding` or `training`.
public final class Load {
    public static void main(String[] arguments) throws IOException {
        boolean decoding = arguments[2].equals("decoding");
        int[] prompt = new int[Integer.parseInt(arguments[1])];
        Gpt2.random(new Gpt2Config(8, 8, 8, 1, 1, 7), 1).close(); // libtorch
        long before = resident("VmRSS");
        long started = System.nanoTime();
        Path folder = Path.of(arguments[0]);
        try (Gpt2 model = decoding ? Gpt2.load(folder) : Gpt2.loadForTraining(folder);
                Decoder decoder = model.newDecoder()) {
            double load = (System.nanoTime() - started) / 1e9;
            long peak = resident("VmHWM");
            decoder.append(prompt);
            double first = (System.nanoTime() - started) / 1e9;
            long again = System.nanoTime();
            decoder.truncate(0);
            decoder.append(prompt);
            double pass = (System.nanoTime() - again) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "load %.2f s, first logits beyond the pass %.2f s, pass %.2f s,"
                            + " peak %d MB, after the first logits %d MB, before %d MB, weights %d MB%n",
                    load,
                    first - pass,
                    pass,
                    peak >> 10,
                    resident("VmHWM") >> 10,
                    before >> 10,
                    4 * model.config().parameterCount() >> 20);
        }
    }

    /// In KB, as Linux counts it.
    private static long resident(String what) throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith(what + ":"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
