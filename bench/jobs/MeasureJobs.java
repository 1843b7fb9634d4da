import dev.understudy.chat.Circle;
import dev.understudy.jobs.Endings;
import dev.understudy.jobs.Job;
import dev.understudy.jobs.JobBook;
import dev.understudy.jobs.Labourer;
import dev.understudy.jobs.TestDatabase;
import dev.understudy.jobs.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.postgresql.ds.PGSimpleDataSource;

/// Has worker processes do jobs while they are killed at random, and counts: `java -cp CLASSPATH
/// MeasureJobs.java FOLDER WORKERS JOBS SEED`. The folder must not exist.
final class MeasureJobs {
    private static final int STEPS = 5;
    private static final int STEP_MILLIS = 200;

    private final Path folder;
    private final PGSimpleDataSource source;
    private final RandomGenerator random;
    private final List<Process> workers = new ArrayList<>();
    private int started;
    private int halted;

    private MeasureJobs(Path folder, PGSimpleDataSource source, long seed) {
        this.folder = folder;
        this.source = source;
        random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectory(Path.of(arguments[0]));
        PGSimpleDataSource source = (PGSimpleDataSource) TestDatabase.POSTGRESQL.fresh(folder);
        Endings.count(source);
        new MeasureJobs(folder, source, Long.parseLong(arguments[3]))
                .run(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        System.exit(0);
    }

    private void run(int count, int jobs) throws Exception {
        JobBook book = new JobBook(source, InstantSource.system());
        List<String> ids = new ArrayList<>();
        for (int number = 1; number <= jobs; number++) {
            ids.add(book.ask(new Circle("circle-" + number), "bench").id());
        }
        Files.createDirectory(folder.resolve("work"));
        long begin = System.nanoTime();
        for (int number = 0; number < count; number++) {
            workers.add(start());
        }
        int killed = 0;
        while (Endings.of(source).size() < jobs) {
            Waiting.pause(Duration.ofMillis(random.nextInt(500, 3_000)));
            int victim = random.nextInt(count);
            if (random.nextInt(4) == 0) {
                halt(workers.get(victim));
            }
            workers.get(victim).destroyForcibly().waitFor();
            workers.set(victim, start());
            killed++;
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        Waiting.pause(Duration.ofSeconds(5)); // for whoever has something to add
        for (Process worker : workers) {
            worker.getOutputStream().close();
            worker.waitFor();
        }
        report(book, ids, killed, seconds);
    }

    private Process start() throws IOException {
        String place = "postgres:" + source.getPortNumbers()[0] + "/" + source.getDatabaseName();
        String name = "worker-" + ++started;
        return Labourer.start(place, name, folder.resolve("work"), STEPS, STEP_MILLIS);
    }

    /// Holds the worker up until it passes for dead, and lets it find out before it is killed.
    private void halt(Process worker) throws IOException, InterruptedException {
        String pid = String.valueOf(worker.pid());
        new ProcessBuilder("kill", "-STOP", pid).start().waitFor();
        Waiting.pause(Duration.ofSeconds(3));
        new ProcessBuilder("kill", "-CONT", pid).start().waitFor();
        Waiting.pause(Duration.ofSeconds(1));
        halted++;
    }

    private void report(JobBook book, List<String> ids, int killed, double seconds)
            throws IOException {
        Map<String, Integer> endings = Endings.of(source);
        long once = ids.stream().filter(id -> endings.getOrDefault(id, 0) == 1).count();
        int lost = 0;
        int twice = 0;
        int repeated = 0;
        int resumed = 0;
        long most = 0;
        for (String id : ids) {
            List<Labourer.Begun> log = Labourer.log(folder.resolve("work"), id);
            List<Integer> steps = log.stream().map(Labourer.Begun::step).toList();
            repeated += steps.size() - new HashSet<>(steps).size();
            resumed += new HashSet<>(log.stream().map(Labourer.Begun::by).toList()).size() - 1;
            Job job = book.find(id).orElseThrow();
            most = Math.max(most, job.begun().map(Job.Begun::attempt).orElse(0L));
            lost += endings.containsKey(id) && new HashSet<>(steps).size() == STEPS ? 0 : 1;
            twice += endings.getOrDefault(id, 0) > 1 ? 1 : 0;
        }
        System.out.printf(
                "%d jobs of %d steps in %.0f s; %d workers killed, %d of them held up before%n"
                        + "result exactly once: %d; lost: %d; twice: %d%n"
                        + "gone on with by another worker: %d times, one job by %d workers;"
                        + " steps begun again: %d of %d%n",
                ids.size(), STEPS, seconds, killed, halted, once, lost, twice, resumed, most,
                repeated, ids.size() * STEPS);
    }
}
