package dev.understudy.jobs.nights;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.schedule.CronSchedule;
import com.github.kagkarlsson.scheduler.task.schedule.CronStyle;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import dev.understudy.chat.Circle;
import dev.understudy.settings.UserError;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// At which time of the night something is done for some circles. A night is a date: the one on
/// which that time lies, in the zone; there is one a day at most.
///
/// @param line a cron line: `0 4 * * *` is every night at four; a sixth field before the others has
///   seconds
public record NightPlan(String line, ZoneId zone, List<Circle> circles) {
    private static final String REMEDY =
            "Write minute, hour, day of the month, month and day of the week: \"0 4 * * *\" is"
                    + " every night at four, \"30 3 * * 1-5\" half past three on weekdays.";

    /// How far back to look for the last night, first where it mostly is.
    private static final List<Duration> BACK =
            List.of(Duration.ofDays(2), Duration.ofDays(40), Duration.ofDays(400));

    public NightPlan {
        circles = List.copyOf(circles);
        line = line.strip();
        requireNights(line);
    }

    /// The same with a zone as people write it: `Europe/Berlin`.
    public static NightPlan of(String line, String zone, List<Circle> circles) {
        try {
            return new NightPlan(line, ZoneId.of(zone.strip()), circles);
        } catch (DateTimeException unknown) {
            throw new UserError(
                    "\"" + zone + "\" is no time zone.",
                    "Write it as Europe/Berlin, America/New_York or UTC.",
                    unknown);
        }
    }

    /// The line's times in a zone without summer time: what it comes to in another is for
    /// [#instant] to say.
    private static Schedule schedule(String line) {
        int fields = line.split("\\s+").length;
        if (fields == 5 || fields == 6) {
            try {
                return new CronSchedule(
                        line, ZoneOffset.UTC, fields == 5 ? CronStyle.UNIX : CronStyle.SPRING53);
            } catch (IllegalArgumentException misspelt) {
                throw new UserError("\"" + line + "\" is no cron line.", REMEDY, misspelt);
            }
        }
        throw new UserError("\"" + line + "\" is no cron line.", REMEDY);
    }

    private static void requireNights(String line) {
        Schedule schedule = schedule(line);
        LocalDateTime first = next(schedule, LocalDateTime.of(2000, 1, 1, 0, 0));
        LocalDateTime second = next(schedule, first);
        if (!second.toInstant(ZoneOffset.UTC).isBefore(Schedule.NEVER)) {
            throw new UserError("\"" + line + "\" never comes.", REMEDY);
        }
        if (first.toLocalDate().equals(second.toLocalDate())) {
            throw new UserError(
                    "\"" + line + "\" comes several times a day; a night comes once.", REMEDY);
        }
    }

    private static LocalDateTime next(Schedule schedule, LocalDateTime after) {
        ExecutionComplete done =
                ExecutionComplete.simulatedSuccess(after.toInstant(ZoneOffset.UTC));
        return LocalDateTime.ofInstant(schedule.getNextExecutionTime(done), ZoneOffset.UTC);
    }

    /// When it is `time` in the zone: the first time where clocks are put back over it, and an hour
    /// later where they are put forward over it.
    private Instant instant(LocalDateTime time) {
        return time.atZone(zone).toInstant();
    }

    /// The last night that came after `since` and has come by `now`, however many were missed.
    public Optional<LocalDate> latest(Instant since, Instant now) {
        Schedule schedule = schedule(line);
        for (Duration back : BACK) {
            Optional<LocalDateTime> latest = Optional.empty();
            LocalDateTime due = next(schedule, LocalDateTime.ofInstant(now.minus(back), zone));
            while (!instant(due).isAfter(now)) {
                latest = Optional.of(due);
                due = next(schedule, due);
            }
            if (latest.isPresent()) {
                return latest.filter(night -> instant(night).isAfter(since))
                        .map(LocalDateTime::toLocalDate);
            }
        }
        return Optional.empty();
    }
}
