package dev.understudy.statistics.page;

import dev.understudy.statistics.Statistics;
import java.time.YearMonth;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// How a chat grew: messages by month and person, or by as many months as leave the columns wide
/// enough to be seen.
record Growth(Statistics statistics) {
    private static final int MOST_COLUMNS = 60;
    private static final int MOST_NAMED = 7;
    private static final long[] STEPS = {1, 3, 12, 60, 120, 600, 1200, 12_000};

    /// The figure; nothing when no message has a date.
    String html() {
        SortedMap<YearMonth, List<Long>> months = statistics.months();
        if (months.isEmpty()) {
            return "";
        }
        long span = 1 + ChronoUnit.MONTHS.between(months.firstKey(), months.lastKey());
        long step =
                LongStream.of(STEPS)
                        .filter(s -> span <= s * MOST_COLUMNS)
                        .findFirst()
                        .orElse(Math.ceilDiv(span, (long) MOST_COLUMNS));
        YearMonth start = start(months.firstKey(), step);
        List<Columns.Column> columns = new ArrayList<>();
        for (YearMonth from = start;
                !from.isAfter(months.lastKey());
                from = from.plusMonths(step)) {
            columns.add(column(from, months.subMap(from, from.plusMonths(step)), step));
        }
        String title = "Messages " + every(step) + ", by person";
        return new Columns("growth", title, names(), columns).html();
    }

    private static String every(long months) {
        return months == 1
                ? "each month"
                : months == 3
                        ? "each quarter"
                        : months == 12 ? "each year" : "every " + months / 12 + " years";
    }

    /// The first month of the quarter, year or decade that `month` lies in.
    private static YearMonth start(YearMonth month, long step) {
        return month.minusMonths(Math.floorMod(month.getLong(ChronoField.PROLEPTIC_MONTH), step));
    }

    private Columns.Column column(
            YearMonth from, SortedMap<YearMonth, List<Long>> months, long step) {
        long[] parts = new long[names().size()];
        for (List<Long> counts : months.values()) {
            for (int i = 0; i < counts.size(); i++) {
                parts[Math.min(i, parts.length - 1)] += counts.get(i);
            }
        }
        String label = step < 12 ? from.toString() : String.valueOf(from.getYear());
        return new Columns.Column(label, LongStream.of(parts).boxed().toList());
    }

    /// Those who write most, and the rest together if there are more than can be told apart.
    private List<String> names() {
        List<String> all = statistics.people().stream().map(person -> person.name()).toList();
        return all.size() <= MOST_NAMED + 1
                ? all
                : Stream.concat(all.stream().limit(MOST_NAMED), Stream.of("everyone else"))
                        .toList();
    }
}
