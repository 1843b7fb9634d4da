package dev.understudy.jobs.nights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.understudy.settings.UserError;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NightPlanTest {
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    private static NightPlan plan(String line, String zone) {
        return NightPlan.of(line, zone, List.of());
    }

    private static Optional<LocalDate> latest(String line, String zone, String now) {
        return plan(line, zone).latest(LONG_AGO, Instant.parse(now));
    }

    @Test
    void aNightIsTheDateOnWhichItComes() {
        assertThat(latest("0 4 * * *", "UTC", "2026-11-30T04:00:00Z"))
                .contains(LocalDate.parse("2026-11-30"));
        assertThat(latest("0 4 * * *", "UTC", "2026-11-30T03:59:59Z"))
                .contains(LocalDate.parse("2026-11-29"));
        assertThat(latest("30 23 * * *", "UTC", "2026-11-30T00:10:00Z"))
                .contains(LocalDate.parse("2026-11-29"));
        assertThat(latest("0 4 * * *", "America/New_York", "2026-11-30T08:59:00Z"))
                .contains(LocalDate.parse("2026-11-29"));
        assertThat(latest("0 0 4 * * *", "Pacific/Auckland", "2026-11-29T15:00:00Z"))
                .as("six fields begin with seconds")
                .contains(LocalDate.parse("2026-11-30"));
    }

    @Test
    void ofManyMissedNightsTheLastCounts() {
        assertThat(latest("0 4 * * 1", "UTC", "2026-11-29T12:00:00Z"))
                .as("Monday's")
                .contains(LocalDate.parse("2026-11-23"));
        assertThat(latest("0 4 1 1 *", "UTC", "2026-11-29T12:00:00Z"))
                .as("once a year")
                .contains(LocalDate.parse("2026-01-01"));
    }

    @Test
    void beforeThereWasAPlanNothingWasMissed() {
        NightPlan plan = plan("0 4 * * *", "UTC");
        Instant since = Instant.parse("2026-11-30T15:00:00Z");
        assertThat(plan.latest(since, since)).isEmpty();
        assertThat(plan.latest(since, Instant.parse("2026-12-01T03:00:00Z"))).isEmpty();
        assertThat(plan.latest(since, Instant.parse("2026-12-01T04:00:00Z")))
                .contains(LocalDate.parse("2026-12-01"));
        assertThat(plan.latest(Instant.parse("2030-01-01T00:00:00Z"), since)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"30 2 * * *", "0 3 * * *", "0 2 * * *", "0 0 * * *"})
    void everyDateHasOneNightWhenTheClocksArePutForwardAndBack(String line) {
        NightPlan plan = plan(line, "Europe/Berlin");
        List<LocalDate> nights = new ArrayList<>();
        for (String change : List.of("2026-03-27T12:00:00Z", "2026-10-23T12:00:00Z")) {
            Instant since = Instant.parse(change);
            for (int halfHour = 0; halfHour <= 4 * 48; halfHour++) {
                plan.latest(since, since.plus(Duration.ofMinutes(30L * halfHour)))
                        .filter(night -> nights.isEmpty() || !nights.getLast().equals(night))
                        .ifPresent(nights::add);
            }
        }
        assertThat(nights)
                .extracting(LocalDate::toString)
                .containsExactly(
                        "2026-03-28",
                        "2026-03-29",
                        "2026-03-30",
                        "2026-03-31",
                        "2026-10-24",
                        "2026-10-25",
                        "2026-10-26",
                        "2026-10-27");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "4",
                "at four",
                "0 4 * *",
                "0 25 * * *",
                "61 4 * * *",
                "0 4 31 2 *",
                "0 4 * * * * *",
                "@daily",
                "a b c d e"
            })
    void whatIsNoCronLineIsRefusedWithOne(String line) {
        UserError refused = catchThrowableOfType(UserError.class, () -> plan(line, "UTC"));
        assertThat(refused.problem()).startsWith("\"" + line + "\" ");
        assertThat(refused.remedy()).contains("\"0 4 * * *\" is every night at four");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 * * * *", "0 4,16 * * *", "*/5 4 * * *", "0 */10 4 * * *"})
    void whatComesSeveralTimesADayIsNoNight(String line) {
        assertThatThrownBy(() -> plan(line, "UTC"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("several times a day");
    }

    @Test
    void anUnknownZoneIsRefusedWithOthers() {
        UserError refused =
                catchThrowableOfType(
                        UserError.class, () -> NightPlan.of("0 4 * * *", "Berlin", List.of()));
        assertThat(refused.problem()).isEqualTo("\"Berlin\" is no time zone.");
        assertThat(refused.remedy()).contains("Europe/Berlin");
    }
}
