package dev.understudy.jobs.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chat.Circle;
import dev.understudy.jobs.Job;
import dev.understudy.jobs.JobBook;
import dev.understudy.jobs.SettableClock;
import dev.understudy.jobs.TestDatabase;
import dev.understudy.jobs.Waiting;
import dev.understudy.settings.UserError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Nights as they come, with clocks that jump, machines that were off, and planners that disagree.
class NightPlannerTest {
    private static final Circle FRIENDS = new Circle("friends");
    private static final Circle FAMILY = new Circle("family");

    @TempDir Path folder;
    private final SettableClock clock = new SettableClock("2026-11-29T15:00:00Z");

    private final class Site {
        private final DataSource source;
        private final JobBook book;
        private final NightBook nights;

        Site(TestDatabase database) throws Exception {
            source = database.fresh(folder);
            book = new JobBook(source, clock);
            nights = new NightBook(source, clock);
        }

        NightPlanner planner(String name, String line, String zone, Circle... circles) {
            NightPlan plan = NightPlan.of(line, zone, List.of(circles));
            return new NightPlanner(nights, book, name, () -> List.of(plan));
        }

        List<String> jobs(Circle circle) {
            return book.latest(circle, 99).stream().map(Job::id).toList();
        }

        void endAll() throws Exception {
            TestDatabase.run(
                    source,
                    "UPDATE job SET ended_at = asked_at, outcome = 'SKIPPED', open_circle = NULL");
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachCircleHasOneJobANight(TestDatabase database) throws Exception {
        Site site = new Site(database);
        NightPlanner planner = site.planner("box", "0 4 * * *", "UTC", FRIENDS, FAMILY);
        planner.look();
        assertThat(site.jobs(FRIENDS)).as("the plan is new").isEmpty();
        for (int halfHour = 0; halfHour < 48; halfHour++) {
            clock.advance(Duration.ofMinutes(30));
            planner.look();
        }
        assertThat(site.jobs(FRIENDS)).containsExactly("friends.2026-11-30");
        assertThat(site.jobs(FAMILY)).containsExactly("family.2026-11-30");
        assertThat(site.book.latest(FAMILY, 1).getFirst().asked().reason())
                .isEqualTo(Job.Reason.NIGHTLY);
    }

    @Test
    void missedNightsAreMadeUpForByOne() throws Exception {
        Site site = new Site(TestDatabase.H2);
        site.planner("box (1)", "0 4 * * *", "UTC", FRIENDS).look();
        clock.set("2026-12-09T18:00:00Z");
        NightPlanner later = site.planner("box (2)", "0 4 * * *", "UTC", FRIENDS);
        later.look();
        later.look();
        assertThat(site.jobs(FRIENDS)).containsExactly("friends.2026-12-09");
    }

    @Test
    void aClockThatJumpsHasNoNightDoneTwice() throws Exception {
        Site site = new Site(TestDatabase.H2);
        NightPlanner planner = site.planner("box", "0 4 * * *", "UTC", FRIENDS);
        planner.look();
        for (String now :
                List.of(
                        "2026-11-30T04:00:01Z",
                        "2026-11-30T03:30:00Z",
                        "2026-11-30T04:00:02Z",
                        "2026-11-28T12:00:00Z",
                        "2026-11-30T12:00:00Z",
                        "2031-05-05T05:00:00Z",
                        "2026-11-30T13:00:00Z",
                        "2026-12-01T04:00:00Z")) {
            clock.set(now);
            planner.look();
            site.endAll();
        }
        assertThat(site.jobs(FRIENDS))
                .as("one for the day that the clock showed by mistake, and the others as they came")
                .containsExactlyInAnyOrder(
                        "friends.2026-11-30", "friends.2031-05-05", "friends.2026-12-01");
    }

    @Test
    void aPlanThatWasMadeWhileTheClockRanAheadHoldsFromNowOn() throws Exception {
        Site site = new Site(TestDatabase.H2);
        clock.set("2031-05-05T15:00:00Z");
        NightPlanner planner = site.planner("box", "0 4 * * *", "UTC", FRIENDS);
        planner.look();
        clock.set("2026-11-29T16:00:00Z");
        planner.look();
        clock.set("2026-11-30T04:00:00Z");
        planner.look();
        assertThat(site.jobs(FRIENDS)).containsExactly("friends.2026-11-30");
    }

    @Test
    void plannersWithOtherLinesDoEachNightOnceAndAreToldOf() throws Exception {
        Site site = new Site(TestDatabase.H2);
        NightPlanner one = site.planner("box (1)", "0 4 * * *", "UTC", FRIENDS, FAMILY);
        NightPlanner other = site.planner("rack (2)", "0 5 * * *", "Europe/Berlin", FRIENDS);
        NightPlanner late = site.planner("shed (3)", "30 23 * * *", "UTC", FRIENDS);
        for (int twoHours = 0; twoHours < 3 * 12; twoHours++) {
            clock.advance(Duration.ofMinutes(40));
            one.look();
            clock.advance(Duration.ofMinutes(40));
            other.look();
            clock.advance(Duration.ofMinutes(40));
            late.look();
            site.endAll();
        }
        assertThat(site.jobs(FRIENDS))
                .containsExactly(
                        "friends.2026-12-02",
                        "friends.2026-12-01",
                        "friends.2026-11-30",
                        "friends.2026-11-29");
        one.look();
        other.look();
        late.look();
        UserError dispute = site.nights.disputes().getFirst();
        assertThat(dispute.problem())
                .isEqualTo(
                        "The nights of friends are planned at different times: \"0 4 * * *\" (UTC)"
                                + " by box (1), \"0 5 * * *\" (Europe/Berlin) by rack (2), \"30 23"
                                + " * * *\" (UTC) by shed (3).");
        assertThat(site.nights.disputes()).hasSize(1);

        other.close();
        late.close();
        assertThat(site.nights.disputes()).as("the others are gone").isEmpty();
    }

    @Test
    void whoChangesTheirMindDisputesNothing() throws Exception {
        Site site = new Site(TestDatabase.H2);
        site.planner("box (1)", "0 4 * * *", "UTC", FRIENDS).look();
        site.planner("box (1)", "0 5 * * *", "UTC", FRIENDS).look();
        assertThat(site.nights.disputes()).isEmpty();
        site.planner("box (2)", "0 5 * * *", "UTC", FRIENDS).look();
        clock.advance(Duration.ofMinutes(11));
        site.planner("box (2)", "0 5 * * *", "UTC", FRIENDS).look();
        assertThat(site.nights.disputes()).as("killed, it says nothing more").isEmpty();
    }

    @Test
    void planningEndsWithItsThread() throws Exception {
        Site site = new Site(TestDatabase.H2);
        clock.set("2026-11-29T15:00:00Z");
        site.planner("box", "0 4 * * *", "UTC", FRIENDS).look();
        clock.set("2026-11-30T05:00:00Z");
        NightPlan plan = NightPlan.of("0 4 * * *", "UTC", List.of(FRIENDS));
        try (NightPlanner _ =
                NightPlanner.start(site.nights, site.book, "box", () -> List.of(plan))) {
            Waiting.until(() -> !site.jobs(FRIENDS).isEmpty());
        }
        Waiting.untilNoThreadIsCalled("jobs-nights");
        assertThat(site.jobs(FRIENDS)).containsExactly("friends.2026-11-30");
    }
}
