package dev.understudy.imports.irc;

import dev.understudy.imports.irc.LogLine.Stamp;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Times at the beginning of lines: `23:58`, `[23:58:01]`, `2026-01-02 22:58:05`, in UTC with a
/// `Z`.
final class Stamps {
    private static final Pattern STAMP =
            Pattern.compile(
                    "[\\[(]?(?:(?<date>\\d{4}-\\d\\d-\\d\\d)[ T])?"
                            + "(?<time>\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d{1,9})?)?)"
                            + "(?<zone>Z|[+-]\\d\\d:?\\d\\d)?[\\])]?(?<gap>\\t| +)(?<rest>.*)");

    /// HexChat's, whose year is in a heading.
    private static final Pattern MONTH_FIRST =
            Pattern.compile(
                    "(?<month>\\p{L}{3,9})\\.? +(?<day>\\d{1,2}) (?=\\d\\d:\\d\\d:\\d\\d [<*-])");

    /// A line and its time.
    ///
    /// @param columns whether tabs divide the rest into a prefix and a message
    record Stamped(Stamp stamp, String rest, boolean columns) {}

    private Stamps() {}

    static Optional<Stamped> of(String line) {
        Matcher first = MONTH_FIRST.matcher(line);
        boolean dated = first.lookingAt();
        Matcher matcher = STAMP.matcher(dated ? line.substring(first.end()) : line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String rest = matcher.group("rest");
        boolean columns = matcher.group("gap").equals("\t") && rest.indexOf('\t') >= 0;
        try {
            Stamp stamp = stamp(matcher);
            if (dated && stamp instanceof Stamp.Clock(LocalTime time)) {
                OptionalInt month = Heading.month(first.group("month"));
                if (month.isEmpty()) {
                    return Optional.empty();
                }
                int day = Integer.parseInt(first.group("day"));
                stamp = new Stamp.Yearless(MonthDay.of(month.getAsInt(), day), time);
            }
            return Optional.of(new Stamped(stamp, rest, columns && !dated));
        } catch (DateTimeException absurd) {
            return Optional.empty();
        }
    }

    private static Stamp stamp(Matcher matcher) {
        String digits = matcher.group("time").replace(',', '.');
        LocalTime time = LocalTime.parse(digits.indexOf(':') == 1 ? "0" + digits : digits);
        if (matcher.group("date") == null) {
            return new Stamp.Clock(time);
        }
        LocalDate date = LocalDate.parse(matcher.group("date"));
        String zone = matcher.group("zone");
        return zone == null
                ? new Stamp.Local(date.atTime(time))
                : new Stamp.Exact(OffsetDateTime.of(date, time, ZoneOffset.of(zone)));
    }
}
