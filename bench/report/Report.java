import dev.understudy.chat.SpeakerName;
import dev.understudy.evaluation.Loss;
import dev.understudy.evaluation.Losses;
import dev.understudy.report.LiveReport;
import dev.understudy.report.RunLog;
import dev.understudy.report.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Random;
import java.util.TreeMap;

/// What a log costs a training of so many steps, five speakers among them, at ten steps a second,
/// an evaluation every 250 steps and a sample every 500; and what drawing it again takes.
public final class Report {
    private static Instant now = Instant.EPOCH;

    public static void main(String[] arguments) throws IOException {
        int steps = Integer.parseInt(arguments[0]);
        Path run = Files.createDirectories(Path.of(arguments[1]));
        Random random = new Random(1);
        double[] spent = new double[2];
        int[] pages = new int[1];
        InstantSource clock = () -> now;
        try (RunLog log = new RunLog(run, 0, clock)) {
            for (int step = 1; step <= steps; step++) {
                long started = System.nanoTime();
                log.begin();
                now = now.plus(Duration.ofMillis(100));
                double loss = 1.5 + 3 * Math.exp(-step / (steps / 8.0));
                double rate = 3e-3 * (1 + Math.cos(Math.PI * step / steps)) / 2;
                log.stepped(step, loss + random.nextGaussian() / 10, rate, 1, 576);
                if (step % 250 == 0) {
                    log.evaluated(step, losses(loss + 0.1, random));
                }
                if (step % 500 == 0) {
                    log.sampled(step, "ALICE:\nare we still on for friday?\n\nBOB:\nyes " + step);
                }
                double seconds = (System.nanoTime() - started) / 1e9;
                boolean drew = seconds > 1e-3;
                pages[0] += drew ? 1 : 0;
                spent[drew ? 1 : 0] += seconds;
            }
        }
        long started = System.nanoTime();
        LiveReport.redraw(run, "run", RunState.FINISHED);
        double redraw = (System.nanoTime() - started) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%,d steps: %.1f us a line, %.1f ms a page (%,d of them); redrawn in %.2f s;"
                        + " page %,d bytes, picture %,d, metrics %,d%n",
                steps,
                spent[0] / (steps - pages[0]) * 1e6,
                spent[1] / Math.max(1, pages[0]) * 1e3,
                pages[0],
                redraw,
                Files.size(run.resolve("report.html")),
                Files.size(run.resolve("loss.png")),
                Files.size(run.resolve("metrics.jsonl")));
    }

    private static Losses losses(double mean, Random random) {
        TreeMap<SpeakerName, Loss> speakers = new TreeMap<>();
        double offset = -0.2;
        for (String name : new String[] {"Alice", "Bob", "Carmen", "Dmitri", "Edie"}) {
            double theirs = mean + offset + random.nextGaussian() / 20;
            speakers.put(SpeakerName.of(name), new Loss(theirs * 1000, 1000));
            offset += 0.1;
        }
        return new Losses(new Loss(mean * 6000, 6000), speakers);
    }
}
