package dev.understudy.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.understudy.chat.Circle;
import dev.understudy.jobs.Claims.Claim;
import dev.understudy.jobs.Job.Outcome;
import dev.understudy.settings.UserError;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobBookTest {
    private static final Circle FRIENDS = new Circle("friends");
    private static final Circle FAMILY = new Circle("family");
    private static final LocalDate NIGHT = LocalDate.parse("2026-11-30");

    @TempDir Path folder;
    private final SettableClock clock = new SettableClock("2026-11-30T04:00:00Z");

    private record Opened(DataSource source, JobBook book, Claims claims) {
        /// Begins the job as db-scheduler's pick and a worker do.
        Optional<Claim> begin(String id, String worker) throws Exception {
            long version = pick(id);
            return claims.begin(id, version, worker);
        }

        long pick(String id) throws Exception {
            TestDatabase.run(
                    source,
                    "UPDATE scheduled_tasks SET picked = TRUE, version = version + 1,"
                            + " last_heartbeat = CURRENT_TIMESTAMP WHERE task_instance = '"
                            + id
                            + "'");
            return Jdbi.create(source)
                    .withHandle(
                            db ->
                                    db.select(
                                                    "SELECT version FROM scheduled_tasks WHERE"
                                                            + " task_instance = ?",
                                                    id)
                                            .mapTo(Long.class)
                                            .one());
        }

        long rows() {
            return Jdbi.create(source)
                    .withHandle(
                            db ->
                                    db.select("SELECT COUNT(*) FROM scheduled_tasks")
                                            .mapTo(Long.class)
                                            .one());
        }
    }

    private Opened open(TestDatabase database) throws Exception {
        DataSource source = database.fresh(folder);
        return new Opened(
                source, new JobBook(source, clock), new Claims(Jdbi.create(source), clock));
    }

    @ParameterizedTest
    @EnumSource
    void aCircleHasOneOpenJobAtMost(TestDatabase database) throws Exception {
        Opened at = open(database);
        Job asked = at.book.ask(FRIENDS, "Alice");
        assertThat(asked.id()).isEqualTo("friends.1");
        assertThat(asked.state()).isEqualTo(Job.State.WAITING);
        assertThat(asked.asked())
                .isEqualTo(new Job.Asked(Job.Reason.ASKED, clock.instant(), "Alice"));
        UserError waiting =
                catchThrowableOfType(UserError.class, () -> at.book.ask(FRIENDS, "Bob"));
        assertThat(waiting.problem())
                .isEqualTo("friends is being trained already: it waits for a worker.");

        Claim claim = at.begin("friends.1", "box").orElseThrow();
        at.claims.progress(claim, "step 250 of 1,000");
        UserError running =
                catchThrowableOfType(UserError.class, () -> at.book.ask(FRIENDS, "Bob"));
        assertThat(running.problem())
                .isEqualTo("friends is being trained already: step 250 of 1,000.");
        assertThat(at.book.ask(FAMILY, "Bob").id()).isEqualTo("family.1");

        assertThat(at.claims.end(claim, Result.of(Outcome.REJECTED, "worse"))).isTrue();
        assertThat(at.book.open(FRIENDS)).isEmpty();
        assertThat(at.book.ask(FRIENDS, "Bob").id()).isEqualTo("friends.2");
        assertThat(at.book.latest(FRIENDS, 9))
                .extracting(Job::id)
                .containsExactly("friends.2", "friends.1");
    }

    @ParameterizedTest
    @EnumSource
    void ofManyWhoAskAtOnceOneIsHeard(TestDatabase database) throws Exception {
        Opened at = open(database);
        List<Future<Optional<Job>>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int one = 0; one < 12; one++) {
                boolean night = one % 2 == 0;
                Callable<Optional<Job>> asking =
                        () -> night ? at.book.askForNight(FRIENDS, NIGHT, "bots") : asked(at.book);
                answers.add(threads.submit(asking));
            }
        }
        int open = 0;
        for (Future<Optional<Job>> answer : answers) {
            open +=
                    answer.get().filter(job -> job.state() == Job.State.WAITING).isPresent()
                            ? 1
                            : 0;
        }
        assertThat(open).isEqualTo(1);
        assertThat(at.rows()).isEqualTo(1);
        assertThat(at.book.latest(FRIENDS, 99))
                .filteredOn(job -> job.id().equals("friends.2026-11-30"))
                .hasSize(1);
    }

    private static Optional<Job> asked(JobBook book) {
        try {
            return Optional.of(book.ask(FRIENDS, "Alice"));
        } catch (UserError refused) {
            return Optional.empty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNightIsAskedForOnce(TestDatabase database) throws Exception {
        Opened at = open(database);
        assertThat(at.book.askForNight(FRIENDS, NIGHT, "one").orElseThrow().id())
                .isEqualTo("friends.2026-11-30");
        assertThat(at.book.askForNight(FRIENDS, NIGHT, "other")).isEmpty();
        Claim claim = at.begin("friends.2026-11-30", "box").orElseThrow();
        at.claims.end(claim, new Result(Outcome.PROMOTED, "better", Optional.of("0012")));
        assertThat(at.book.askForNight(FRIENDS, NIGHT, "other")).isEmpty();
        assertThat(at.book.find("friends.2026-11-30").orElseThrow().ended())
                .contains(
                        new Job.Ended(
                                clock.instant(), Outcome.PROMOTED, "better", Optional.of("0012")));
    }

    @ParameterizedTest
    @EnumSource
    void aNightIsSkippedWhileTheOneBeforeLasts(TestDatabase database) throws Exception {
        Opened at = open(database);
        at.book.askForNight(FRIENDS, NIGHT, "bots");
        Claim claim = at.begin("friends.2026-11-30", "box").orElseThrow();
        at.claims.progress(claim, "step 9 of 10");
        for (int night = 1; night <= 2; night++) {
            clock.advance(Duration.ofDays(1));
            Job skipped = at.book.askForNight(FRIENDS, NIGHT.plusDays(night), "bots").orElseThrow();
            assertThat(skipped.ended().orElseThrow().outcome()).isEqualTo(Outcome.SKIPPED);
            assertThat(skipped.standing())
                    .isEqualTo("friends.2026-11-30 is not done yet: step 9 of 10.");
        }
        assertThat(at.claims.end(claim, Result.of(Outcome.PROMOTED, "better"))).isTrue();
        assertThat(at.book.askForNight(FRIENDS, NIGHT.plusDays(1), "bots")).isEmpty();
        assertThat(at.book.unannounced())
                .extracting(Job::id)
                .containsExactly("friends.2026-12-01", "friends.2026-11-30", "friends.2026-12-02");
    }

    @ParameterizedTest
    @EnumSource
    void anEndIsToldByOne(TestDatabase database) throws Exception {
        Opened at = open(database);
        Job job = at.book.ask(FRIENDS, "Alice");
        assertThat(at.book.announce(job.id())).isFalse();
        Claim claim = at.begin(job.id(), "box").orElseThrow();
        at.claims.end(claim, Result.of(Outcome.SKIPPED, "37 new messages, 200 needed"));
        assertThat(at.book.unannounced()).extracting(Job::id).containsExactly(job.id());
        assertThat(at.book.announce(job.id())).isTrue();
        assertThat(at.book.announce(job.id())).isFalse();
        assertThat(at.book.unannounced()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whoLostTheirClaimChangesNothing(TestDatabase database) throws Exception {
        Opened at = open(database);
        String id = at.book.ask(FRIENDS, "Alice").id();
        Claim first = at.begin(id, "first").orElseThrow();
        assertThat(at.claims.revive(at.claims.heartbeats().getFirst())).isTrue();
        assertThat(at.book.find(id).orElseThrow().state()).isEqualTo(Job.State.WAITING);
        assertThat(at.claims.progress(first, "still at it")).as("nobody took it yet").isTrue();

        Claim second = at.begin(id, "second").orElseThrow();
        assertThat(second.job().begun().orElseThrow().attempt()).isEqualTo(2);
        assertThat(at.claims.progress(first, "of the dead")).isFalse();
        assertThat(at.claims.end(first, Result.of(Outcome.PROMOTED, "of the dead"))).isFalse();
        assertThat(at.claims.release(first)).isFalse();
        assertThat(at.claims.begin(id, first.version(), "first")).as("its pick is old").isEmpty();

        assertThat(at.claims.end(second, Result.of(Outcome.REJECTED, "worse"))).isTrue();
        assertThat(at.claims.end(second, Result.of(Outcome.PROMOTED, "again"))).isFalse();
        assertThat(at.book.find(id).orElseThrow().standing()).isEqualTo("worse");
        assertThat(at.rows()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aSignOfLifeKeepsAJob(TestDatabase database) throws Exception {
        Opened at = open(database);
        String id = at.book.ask(FRIENDS, "Alice").id();
        at.begin(id, "slow");
        Tasks.Heartbeat old = at.claims.heartbeats().getFirst();
        TestDatabase.run(
                at.source,
                "UPDATE scheduled_tasks SET last_heartbeat = last_heartbeat + INTERVAL '1' SECOND");
        assertThat(at.claims.revive(old)).isFalse();
        assertThat(at.book.find(id).orElseThrow().state()).isEqualTo(Job.State.RUNNING);
    }

    @ParameterizedTest
    @EnumSource
    void aJobThatKillsItsWorkersEnds(TestDatabase database) throws Exception {
        Opened at = open(database);
        String id = at.book.ask(FRIENDS, "Alice").id();
        for (int death = 0; death < Claims.MOST_DEATHS; death++) {
            assertThat(at.begin(id, "box")).isPresent();
            assertThat(at.claims.revive(at.claims.heartbeats().getFirst())).isTrue();
        }
        assertThat(at.begin(id, "box")).isEmpty();
        Job ended = at.book.find(id).orElseThrow();
        assertThat(ended.ended().orElseThrow().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(ended.standing()).startsWith("Its worker died 10 times.");
        assertThat(at.rows()).isZero();
        assertThat(at.book.ask(FRIENDS, "Alice").id()).isEqualTo("friends.2");
    }

    @ParameterizedTest
    @EnumSource
    void longAndStrangeTextsAreKeptAsFarAsTheyGo(TestDatabase database) throws Exception {
        Opened at = open(database);
        String id = at.book.ask(FRIENDS, "Al\0ice" + "🎸".repeat(300)).id();
        Claim claim = at.begin(id, "b\0x").orElseThrow();
        assertThat(at.claims.progress(claim, "x" + "🎸".repeat(300))).isTrue();
        assertThat(at.claims.end(claim, Result.of(Outcome.FAILED, "y".repeat(9_000)))).isTrue();
        Job job = at.book.find(id).orElseThrow();
        assertThat(job.asked().by()).startsWith("Alice🎸").hasSizeLessThanOrEqualTo(200);
        assertThat(job.begun().orElseThrow().progress()).isEqualTo("x" + "🎸".repeat(99));
        assertThat(job.standing()).hasSize(4_000);
    }

    @Test
    void aDatabaseThatIsAwayIsSaidSo() {
        JobBook book =
                new JobBook(TestDatabase.at("localhost", 1, "nowhere"), clock); // nobody listens
        assertThatThrownBy(() -> book.open(FRIENDS))
                .isInstanceOf(UserError.class)
                .hasMessage("The database that keeps the jobs does not answer.");
    }
}
