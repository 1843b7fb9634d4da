package dev.understudy.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;

/// A worker in a process of its own. Its work is some steps, each with a checkpoint; a line in
/// `FOLDER/JOB/log` tells who began which. Ends in good order when its standard input does.
///
/// @param folder where all workers keep their checkpoints
public record Labourer(String name, Path folder, int steps, Duration step) implements Work {
    /// Dead after a second.
    public static final JobTimings BRISK =
            new JobTimings(
                    Duration.ofMillis(100), Duration.ofMillis(200), 5, Duration.ofSeconds(10));

    /// `h2:FILE` or `postgres:PORT/NAME`, then its name, the folder, steps, milliseconds a step.
    public static void main(String[] arguments) throws IOException {
        Labourer labourer =
                new Labourer(
                        arguments[1],
                        Path.of(arguments[2]),
                        Integer.parseInt(arguments[3]),
                        Duration.ofMillis(Long.parseLong(arguments[4])));
        JobBook book = new JobBook(source(arguments[0]), InstantSource.system());
        try (JobRunner _ = new JobRunner(book, labourer.name, labourer, BRISK)) {
            while (System.in.read() >= 0) {}
        }
    }

    private static DataSource source(String place) {
        if (place.startsWith("h2:")) {
            return TestDatabase.h2(Path.of(place.substring(3)));
        }
        int slash = place.indexOf('/');
        int port = Integer.parseInt(place.substring("postgres:".length(), slash));
        return TestDatabase.at("localhost", port, place.substring(slash + 1));
    }

    /// Starts one; what it says goes to a file beside its folder.
    public static Process start(String place, String name, Path folder, int steps, int millis)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Labourer.class.getName(), place, name, folder.toString()));
        command.addAll(List.of(String.valueOf(steps), String.valueOf(millis)));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(
                                folder.resolveSibling(name + ".txt").toFile()))
                .start();
    }

    @Override
    public Optional<Result> run(Job job, Reporting reporting) throws InterruptedException {
        Path own = folder.resolve(job.id());
        try {
            Files.createDirectories(own);
            for (int number = reached(own) + 1; number <= steps; number++) {
                if (reporting.stopping()) {
                    return Optional.empty();
                }
                Files.writeString(
                        own.resolve("log"),
                        number + " " + name + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
                Waiting.pause(step);
                reach(own, number);
                reporting.progress("step %d of %d".formatted(number, steps));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return reporting.confirmed()
                ? Optional.of(Result.of(Job.Outcome.PROMOTED, "by " + name))
                : Optional.empty();
    }

    private static int reached(Path own) throws IOException {
        Path checkpoint = own.resolve("checkpoint");
        return Files.exists(checkpoint) ? Integer.parseInt(Files.readString(checkpoint)) : 0;
    }

    private void reach(Path own, int number) throws IOException {
        Path part = Files.writeString(own.resolve(name + ".part"), String.valueOf(number));
        Files.move(part, own.resolve("checkpoint"), StandardCopyOption.ATOMIC_MOVE);
    }

    /// A line of the log: a step that was begun.
    public record Begun(int step, String by) {
        static Begun of(String line) {
            int space = line.indexOf(' ');
            return new Begun(Integer.parseInt(line.substring(0, space)), line.substring(space + 1));
        }
    }

    /// What was begun of the job `id`, in order.
    public static List<Begun> log(Path folder, String id) throws IOException {
        Path log = folder.resolve(id).resolve("log");
        if (!Files.exists(log)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(log)) {
            return lines.map(Begun::of).toList();
        }
    }
}
