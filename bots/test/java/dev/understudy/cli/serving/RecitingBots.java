package dev.understudy.cli.serving;

import dev.understudy.archive.Archive;
import dev.understudy.chat.Circle;
import dev.understudy.cli.console.Streams;
import dev.understudy.cli.jobs.Shift;
import dev.understudy.clone.Models;
import dev.understudy.clone.voice.EngineSettings;
import dev.understudy.configuration.Configuration;
import dev.understudy.configuration.ConfigurationFile;
import dev.understudy.configuration.LiveConfiguration;
import dev.understudy.habit.Habits;
import dev.understudy.jobs.JobBook;
import dev.understudy.model.shared.Usage;
import dev.understudy.settings.Home;
import dev.understudy.stage.talk.Troupe;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/// The bots as `understudy serve` runs them, but for the model, which repeats at once what people
/// said last: `heard: hi`. Ends at SIGTERM with how long it took from a message that ends in
/// `@<nanoseconds>` to the model.
public final class RecitingBots {
    private static final ConcurrentLinkedQueue<Long> WAITS = new ConcurrentLinkedQueue<>();

    private RecitingBots() {}

    /// Runs until SIGTERM.
    ///
    /// @param arguments the data folder
    public static void main(String[] arguments) throws InterruptedException {
        Home home = new Home(Path.of(arguments[0]));
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> end(asked, left)));
        try (LiveConfiguration configuration =
                        LiveConfiguration.open(
                                new ConfigurationFile(
                                        home.folder().resolve(ConfigurationFile.NAME)));
                Archive archive = Archive.open(home.archive());
                Serving serving = serving(home, archive, configuration)) {
            serving.open(System.getenv());
            asked.await();
        } finally {
            report();
            left.countDown();
        }
    }

    private static void end(CountDownLatch asked, CountDownLatch left) {
        asked.countDown();
        try {
            left.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Serving serving(Home home, Archive archive, LiveConfiguration configuration) {
        Streams streams = Streams.ofProcess();
        Map<Circle, Engagement> engagements = new LinkedHashMap<>();
        for (Circle circle : configuration.current().circles().keySet()) {
            engagements.put(
                    circle,
                    new Engagement(
                            circle,
                            new Models(home.model(circle.name())),
                            () -> Habits.learn(_ -> {}, List.of(), ZoneOffset.UTC),
                            Troupe.company(RecitingBots::reply),
                            new VoiceLoader(EngineSettings.DEFAULT, Usage.NONE).voices()));
        }
        JobBook book = new JobBook(archive.source(), InstantSource.system());
        return new Serving(
                new Playbill(home, archive, configuration::current, ZoneOffset.UTC),
                configuration,
                streams,
                engagements,
                new Serving.Nights(
                        new Retraining(home, archive, book, () -> Configuration.DEFAULT),
                        Shift.ofBots(
                                archive,
                                book,
                                () -> Configuration.DEFAULT,
                                (_, _) -> Optional.empty())));
    }

    private static String reply(String prompt) {
        long now = System.nanoTime();
        String last =
                prompt.lines()
                        .filter(line -> !line.isBlank())
                        .filter(line -> !line.matches("heard: .*|[^a-z]+:")) // its own, headers
                        .reduce("nothing", (_, later) -> later);
        int at = last.lastIndexOf('@');
        if (at > 0 && last.substring(at + 1).matches("\\d+")) {
            WAITS.add(now - Long.parseLong(last.substring(at + 1)));
        }
        return "heard: " + last;
    }

    private static void report() {
        long[] nanos = WAITS.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(nanos);
        if (nanos.length > 0) {
            System.out.printf(
                    "%d requests, median %.1f ms, p99 %.1f ms, worst %.1f ms%n",
                    nanos.length,
                    nanos[nanos.length / 2] / 1e6,
                    nanos[(int) (nanos.length * 0.99)] / 1e6,
                    nanos[nanos.length - 1] / 1e6);
        }
    }
}
