package dev.understudy.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.archive.Archive;
import dev.understudy.chat.Circle;
import dev.understudy.jobs.Labourer.Begun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/// Workers in processes of their own that are really killed: each job's result comes once.
class KilledWorkersTest {
    private static final int STEPS = 4;
    private static final int MILLIS = 100;

    @TempDir Path folder;
    private Path work;
    private final Map<String, Process> workers = new LinkedHashMap<>();

    @BeforeEach
    void makeRoom() throws IOException {
        work = Files.createDirectory(folder.resolve("work"));
    }

    @AfterEach
    void endAll() {
        workers.values().forEach(worker -> worker.destroyForcibly().onExit().join());
    }

    private void start(String place, String name) throws IOException {
        workers.put(name, Labourer.start(place, name, work, STEPS, MILLIS));
    }

    private Process worker(String name) {
        return Objects.requireNonNull(workers.get(name));
    }

    private void kill(String name) throws InterruptedException {
        worker(name).destroyForcibly().waitFor();
        workers.remove(name);
    }

    /// Sends a signal of which Java knows nothing.
    private void signal(String signal, String name) throws IOException, InterruptedException {
        String pid = String.valueOf(worker(name).pid());
        assertThat(new ProcessBuilder("kill", "-" + signal, pid).start().waitFor()).isZero();
    }

    private void stop(String name) throws IOException, InterruptedException {
        worker(name).getOutputStream().close();
        assertThat(worker(name).waitFor(1, TimeUnit.MINUTES)).isTrue();
        workers.remove(name);
    }

    /// Who began a step after the first of a job that has not ended, apart from `others`.
    private Optional<String> busy(List<String> ids, List<String> others) throws IOException {
        for (String id : ids) {
            List<Begun> log = Labourer.log(work, id);
            if (!log.isEmpty() && log.size() < STEPS) {
                String last = log.getLast().by();
                if (log.size() > 1 && !others.contains(last)) {
                    return Optional.of(last);
                }
            }
        }
        return Optional.empty();
    }

    private String someoneBusy(List<String> ids, List<String> others) throws Exception {
        List<String> found = new ArrayList<>();
        Waiting.until(
                () -> {
                    busy(ids, others).ifPresent(found::add);
                    return !found.isEmpty();
                });
        return found.getFirst();
    }

    @Test
    void eightJobsOfTwoWorkersAreDoneOnceWhoeverIsKilledOrHalted() throws Exception {
        PGSimpleDataSource source = (PGSimpleDataSource) TestDatabase.POSTGRESQL.fresh(folder);
        Endings.count(source);
        JobBook book = new JobBook(source, InstantSource.system());
        List<String> ids = new ArrayList<>();
        for (int number = 1; number <= 8; number++) {
            ids.add(book.ask(new Circle("circle-" + number), "Alice").id());
        }
        String place = "postgres:" + source.getPortNumbers()[0] + "/" + source.getDatabaseName();
        start(place, "one");
        start(place, "two");
        String victim = someoneBusy(ids, List.of());
        kill(victim);
        start(place, "three");
        String halted = someoneBusy(ids, List.of(victim));
        signal("STOP", halted);
        someoneBusy(ids, List.of(victim, halted));
        Waiting.until(() -> Endings.of(source).size() >= 6);
        signal("CONT", halted);
        Waiting.until(() -> Endings.of(source).size() == 8);
        for (String name : List.copyOf(workers.keySet())) {
            stop(name);
        }

        assertThat(Endings.of(source))
                .containsOnlyKeys(ids)
                .allSatisfy((_, n) -> assertThat(n).isEqualTo(1));
        assertThat(ids).allSatisfy(this::assertThatEveryStepWasDone);
        assertThat(ids.stream().map(id -> book.find(id).orElseThrow().begun().orElseThrow()))
                .as("somebody went on with what another had")
                .anyMatch(begun -> begun.attempt() > 1);
    }

    private void assertThatEveryStepWasDone(String id) throws IOException {
        List<Integer> steps = Labourer.log(work, id).stream().map(Begun::step).distinct().toList();
        assertThat(steps).containsExactly(1, 2, 3, 4);
    }

    @Test
    void aloneWithAFileItGoesOnAfterARestart() throws Exception {
        Path file = folder.resolve("archive");
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:file:async:" + file);
        Archive.open(file).close();
        String id =
                new JobBook(h2, InstantSource.system()).ask(new Circle("friends"), "Alice").id();
        start("h2:" + file, "before");
        someoneBusy(List.of(id), List.of());
        kill("before");
        start("h2:" + file, "after");
        Waiting.until(() -> Labourer.log(work, id).contains(new Begun(STEPS, "after")));
        stop("after");

        Job job = new JobBook(h2, InstantSource.system()).find(id).orElseThrow();
        assertThat(job.standing()).isEqualTo("by after");
        assertThat(job.begun().orElseThrow().attempt()).isEqualTo(2);
        assertThat(Labourer.log(work, id))
                .hasSize(STEPS + 1)
                .startsWith(new Begun(1, "before"), new Begun(2, "before"));
        assertThatEveryStepWasDone(id);
    }
}
