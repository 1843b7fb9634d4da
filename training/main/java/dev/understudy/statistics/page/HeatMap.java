package dev.understudy.statistics.page;

import dev.understudy.page.Html;
import dev.understudy.page.Numbers;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The hours of a week in SVG, the darker the more was written, with a table behind them.
///
/// @param week seven days of 24 counts, Monday first
record HeatMap(String title, List<List<Long>> week) {
    private static final int WIDTH = 760;
    private static final int LEFT = 64;
    private static final int CELL_HEIGHT = 28;
    private static final int BOTTOM = 24;
    private static final int HOURS_BETWEEN_LABELS = 3;
    private static final double FAINTEST = 0.08;

    String html() {
        String safe = Html.escape(title);
        StringBuilder html = new StringBuilder();
        html.append("<figure id=\"week\"><figcaption>").append(safe).append("</figcaption>\n");
        html.append(
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s; see its table\">\n"
                        .formatted(WIDTH, week.size() * CELL_HEIGHT + BOTTOM, safe));
        double most =
                Math.max(1, week.stream().flatMap(List::stream).max(Long::compare).orElse(1L));
        for (int day = 0; day < week.size(); day++) {
            html.append(
                    "<text text-anchor=\"end\" x=\"%d\" y=\"%d\">%s</text>\n"
                            .formatted(LEFT - 8, day * CELL_HEIGHT + 18, name(day)));
            for (int hour = 0; hour < week.get(day).size(); hour++) {
                html.append(cell(day, hour, most));
            }
        }
        for (int hour = 0; hour < 24; hour += HOURS_BETWEEN_LABELS) {
            html.append(
                    String.format(
                            Locale.ROOT,
                            "<text x=\"%.1f\" y=\"%d\">%02d:00</text>\n",
                            x(hour),
                            week.size() * CELL_HEIGHT + 18,
                            hour));
        }
        return html.append("</svg>\n").append(table()).append("</figure>\n").toString();
    }

    private String cell(int day, int hour, double most) {
        long count = week.get(day).get(hour);
        double strength = count == 0 ? 0 : FAINTEST + (1 - FAINTEST) * count / most;
        return String.format(
                Locale.ROOT,
                "<rect class=\"fill0 cell\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\""
                        + " fill-opacity=\"%.3f\"><title>%s %02d:00: %s</title></rect>\n",
                x(hour) + 1,
                day * CELL_HEIGHT + 1,
                x(1) - x(0) - 2,
                CELL_HEIGHT - 2,
                strength,
                name(day),
                hour,
                Numbers.text(count));
    }

    private static double x(int hour) {
        return LEFT + hour * (WIDTH - LEFT) / 24.0;
    }

    private static String name(int day) {
        return DayOfWeek.of(day + 1).getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
    }

    private String table() {
        List<String> heads =
                Stream.concat(Stream.of("Day"), IntStream.range(0, 24).mapToObj("%02d"::formatted))
                        .toList();
        Table table = new Table(title, heads);
        for (int day = 0; day < week.size(); day++) {
            table.row(name(day));
            week.get(day).forEach(count -> table.cells(Numbers.text(count)));
            table.end();
        }
        return "<details><summary>Table</summary>" + table.html() + "</details>\n";
    }
}
