package dev.understudy.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chat.Circle;
import dev.understudy.jobs.Job.Outcome;
import dev.understudy.jobs.Job.State;
import dev.understudy.settings.UserError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// One or two workers in this process.
class JobRunnerTest {
    private static final Circle FRIENDS = new Circle("friends");
    private static final Circle FAMILY = new Circle("family");

    @TempDir Path folder;
    private final SettableClock clock = new SettableClock("2026-11-30T04:00:00Z");

    private static JobRunner worker(JobBook book, String name, Work work) {
        return new JobRunner(book, name, work, Labourer.BRISK);
    }

    private JobBook book(TestDatabase database) throws Exception {
        return new JobBook(database.fresh(folder), clock);
    }

    private static Job ended(JobBook book, String id) throws Exception {
        Waiting.until(() -> book.find(id).orElseThrow().state() == State.ENDED);
        return book.find(id).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void doesOneJobAfterTheOtherAndTellsHowFarItIs(TestDatabase database) throws Exception {
        JobBook book = book(database);
        String first = book.ask(FRIENDS, "Alice").id();
        clock.advance(Duration.ofSeconds(1));
        String second = book.ask(FAMILY, "Bob").id();
        CountDownLatch seen = new CountDownLatch(1);
        Work work =
                (job, reporting) -> {
                    reporting.progress("step 1 of 2");
                    if (job.id().equals(first)) {
                        seen.await();
                        assertThat(reporting.confirmed()).isTrue();
                    }
                    return Optional.of(
                            new Result(Outcome.PROMOTED, job.id() + " done", Optional.of("0002")));
                };
        try (JobRunner _ = worker(book, "box", work)) {
            Waiting.until(
                    () ->
                            book.find(first)
                                    .orElseThrow()
                                    .begun()
                                    .filter(begun -> begun.progress().equals("step 1 of 2"))
                                    .isPresent());
            assertThat(book.find(second).orElseThrow().state()).isEqualTo(State.WAITING);
            seen.countDown();
            Job job = ended(book, second);
            assertThat(job.ended())
                    .contains(
                            new Job.Ended(
                                    clock.instant(),
                                    Outcome.PROMOTED,
                                    "family.1 done",
                                    Optional.of("0002")));
            assertThat(job.begun().orElseThrow().by()).isEqualTo("box");
            assertThat(book.find(first).orElseThrow().begun().orElseThrow().attempt()).isEqualTo(1);
        }
    }

    @Test
    void whatFailsEndsAsAFailure() throws Exception {
        JobBook book = book(TestDatabase.H2);
        String mendable = book.ask(FRIENDS, "Alice").id();
        String defect = book.ask(FAMILY, "Alice").id();
        Work work =
                (job, _) -> {
                    if (job.id().equals(mendable)) {
                        throw new UserError("The disk is full.", "Free some space.");
                    }
                    throw new IllegalStateException("secret words");
                };
        try (JobRunner _ = worker(book, "box", work)) {
            assertThat(ended(book, mendable).standing())
                    .isEqualTo("The disk is full.\nFree some space.");
            assertThat(ended(book, defect).standing())
                    .isEqualTo("The operators can see why in the log.");
            assertThat(book.latest(FAMILY, 1).getFirst().ended().orElseThrow().outcome())
                    .isEqualTo(Outcome.FAILED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWasStoppedIsGoneOnWithAtOnceAndNothingIsLeft(TestDatabase database) throws Exception {
        DataSource source = database.fresh(folder);
        JobBook book = new JobBook(source, clock);
        String id = book.ask(FRIENDS, "Alice").id();
        CountDownLatch began = new CountDownLatch(1);
        Work untilStopped =
                (_, reporting) -> {
                    began.countDown();
                    while (!reporting.stopping()) {
                        Waiting.pause(Duration.ofMillis(5));
                    }
                    return Optional.empty();
                };
        try (JobRunner _ = worker(book, "first", untilStopped)) {
            began.await();
        }
        assertThat(book.find(id).orElseThrow().state()).isEqualTo(State.WAITING);
        Waiting.untilNoThreadIsCalled("jobs-");
        assertThat(connections(database, source)).as("this one").isEqualTo(1);

        Work whole = (_, _) -> Optional.of(Result.of(Outcome.SKIPPED, "enough"));
        try (JobRunner _ = worker(book, "second", whole)) {
            assertThat(ended(book, id).begun().orElseThrow().attempt()).isEqualTo(2);
        }
    }

    private static long connections(TestDatabase database, DataSource source) {
        String query =
                switch (database) {
                    case H2 -> "SELECT COUNT(*) FROM information_schema.sessions";
                    case POSTGRESQL ->
                            "SELECT COUNT(*) FROM pg_stat_activity"
                                    + " WHERE datname = current_database()";
                };
        return Jdbi.create(source).withHandle(db -> db.createQuery(query).mapTo(Long.class).one());
    }

    @Test
    void workThatDoesNotStopIsInterruptedAndGoesOnLater() throws Exception {
        JobBook book = book(TestDatabase.H2);
        String id = book.ask(FRIENDS, "Alice").id();
        CountDownLatch began = new CountDownLatch(1);
        JobTimings hasty =
                new JobTimings(
                        Duration.ofMillis(50), Duration.ofMillis(100), 5, Duration.ofMillis(200));
        Work deaf =
                (_, _) -> {
                    began.countDown();
                    new CountDownLatch(1).await();
                    return Optional.empty();
                };
        try (JobRunner _ = new JobRunner(book, "box", deaf, hasty)) {
            began.await();
        }
        assertThat(book.find(id).orElseThrow().ended()).isEmpty();
    }

    @Test
    void clocksThatJumpMakeNobodyDead() throws Exception {
        JobBook book = book(TestDatabase.H2);
        SettableClock ahead = new SettableClock("2031-05-05T00:00:00Z");
        JobBook sameOfAnother = new JobBook(book.source(), ahead);
        String id = book.ask(FRIENDS, "Alice").id();
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Work work =
                (_, reporting) -> {
                    began.countDown();
                    end.await();
                    return reporting.confirmed()
                            ? Optional.of(Result.of(Outcome.PROMOTED, "by the first"))
                            : Optional.empty();
                };
        Work never = (_, _) -> Optional.of(Result.of(Outcome.FAILED, "by the second"));
        try (JobRunner _ = worker(book, "first", work)) {
            began.await();
            try (JobRunner _ = worker(sameOfAnother, "second", never)) {
                clock.advance(Duration.ofDays(2));
                ahead.advance(Duration.ofDays(-900));
                String other = sameOfAnother.ask(FAMILY, "Bob").id();
                assertThat(ended(book, other).standing()).isEqualTo("by the second");
                clock.advance(Duration.ofDays(-3));
                end.countDown();
                assertThat(ended(book, id).standing()).isEqualTo("by the first");
            }
        }
    }
}
