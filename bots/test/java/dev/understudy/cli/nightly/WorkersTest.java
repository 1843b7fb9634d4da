package dev.understudy.cli.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.archive.Archive;
import dev.understudy.archive.connection.Server;
import dev.understudy.archive.server.PostgresServer;
import dev.understudy.chat.Circle;
import dev.understudy.cli.OwnProcess;
import dev.understudy.cli.Understudy;
import dev.understudy.jobs.Job;
import dev.understudy.jobs.JobBook;
import dev.understudy.nightly.Night;
import dev.understudy.settings.Home;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A database and a folder of models that processes on several machines share.
class WorkersTest {
    private static final Circle FRIENDS = new Circle("friends");

    @TempDir private Path folder;

    /// A worker with a data folder of its own.
    private OwnProcess worker(String name, String settings) throws IOException {
        ToyNights own = new ToyNights(new Home(folder.resolve(name), folder.resolve("store")));
        own.open(settings);
        String[] command = {
            "worker",
            "--heartbeat=0.3s",
            "--home",
            own.home().folder().toString(),
            "--store",
            own.home().store().toString()
        };
        return new OwnProcess(
                folder.resolve(name + ".err"),
                Map.of("UNDERSTUDY_DATABASE_PASSWORD", "none"),
                OwnProcess.java(Understudy.class, command));
    }

    @Test
    void aJobWhoseWorkerIsKilledIsDoneByAnotherOnce() throws Exception {
        Server database = PostgresServer.shared().archive();
        String settings = "archive: {url: \"%s\", user: postgres}\n".formatted(database.url());
        ToyNights bots = new ToyNights(new Home(folder.resolve("bots"), folder.resolve("store")));
        bots.open(settings + "circles: {friends: {consent: opt-out}}\n");
        bots.train();
        bots.done("import", bots.exports(20, ToyNights.days(20, 22)).toString());
        try (Archive archive = Archive.open(database)) {
            JobBook book = new JobBook(archive.source(), InstantSource.system());
            Job job = book.ask(FRIENDS, "a test");
            try (OwnProcess first = worker("first", settings)) {
                first.runUntil(() -> isUnderWay(book));
                first.kill();
            }
            try (OwnProcess second = worker("second", settings)) {
                second.runUntil(() -> book.find(job.id()).orElseThrow().ended().isPresent());
                second.stop();
            }
            Job done = book.find(job.id()).orElseThrow();
            assertThat(done.ended().orElseThrow().outcome())
                    .as(done.standing())
                    .isEqualTo(Job.Outcome.PROMOTED);
            assertThat(done.ended().orElseThrow().version()).contains("0002");
            assertThat(book.open(FRIENDS)).isEmpty();
            List<Optional<String>> jobs =
                    bots.models().versions().stream()
                            .map(version -> Night.in(version).map(Night::job))
                            .toList();
            assertThat(jobs).containsExactly(Optional.empty(), Optional.of(job.id()));
            assertThat(bots.live()).contains("0002");
        }
    }

    private static boolean isUnderWay(JobBook book) {
        return book.open(FRIENDS).filter(job -> job.standing().startsWith("step ")).isPresent();
    }
}
