package dev.understudy.statistics.page;

import dev.understudy.page.Html;
import dev.understudy.page.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Columns in SVG, each a pile of as many parts as there are names, with a table of the same
/// numbers behind them.
///
/// @param id unique on the page
/// @param names of the parts, at most eight
/// @param columns at least one, from left to right
record Columns(String id, String title, List<String> names, List<Column> columns) {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 260;
    private static final int LEFT = 64;
    private static final int TOP = 10;
    private static final int BOTTOM = 28;
    private static final int MOST_LABELS = 8;
    private static final double FILLED = 0.85;

    /// One column.
    ///
    /// @param parts from the bottom up, one for each name
    record Column(String label, List<Long> parts) {
        long sum() {
            return parts.stream().mapToLong(Long::longValue).sum();
        }
    }

    String html() {
        StringBuilder html = new StringBuilder();
        String safe = Html.escape(title);
        html.append("<figure id=\"%s\"><figcaption>%s</figcaption>\n".formatted(id, safe));
        if (names.size() > 1) {
            key(html);
        }
        html.append(
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s; see its table\">\n"
                        .formatted(WIDTH, HEIGHT, safe));
        double most = Math.max(1, columns.stream().mapToLong(Column::sum).max().orElse(1));
        grid(html, most);
        int between = Math.ceilDiv(columns.size(), MOST_LABELS);
        for (int i = 0; i < columns.size(); i++) {
            column(html, i, most);
            if (i % between == 0) {
                html.append(label("middle", middle(i), HEIGHT - 8, columns.get(i).label()));
            }
        }
        return html.append("</svg>\n").append(table()).append("</figure>\n").toString();
    }

    private void key(StringBuilder html) {
        html.append("<ul class=\"key\">");
        for (int i = 0; i < names.size(); i++) {
            html.append(
                    "<li><i class=\"fill%d\"></i><bdi>%s</bdi></li>"
                            .formatted(i, Html.escape(names.get(i))));
        }
        html.append("</ul>\n");
    }

    private static void grid(StringBuilder html, double most) {
        for (double tick : Numbers.ticks(0, most)) {
            if (tick == Math.rint(tick)) {
                double y = y(tick, most);
                html.append(
                        String.format(
                                Locale.ROOT,
                                "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\""
                                        + " y2=\"%.1f\"/>",
                                LEFT,
                                WIDTH,
                                y,
                                y));
                html.append(label("end", LEFT - 6, y + 4, Numbers.text(tick)));
            }
        }
    }

    private void column(StringBuilder html, int index, double most) {
        Column column = columns.get(index);
        String what = Html.escape(column.label()) + ": " + Numbers.text(column.sum());
        html.append("<g><title>").append(what).append("</title>");
        double width = FILLED * (WIDTH - LEFT) / columns.size();
        double below = 0;
        for (int part = 0; part < names.size(); part++) {
            double upTo = below + column.parts().get(part);
            if (upTo > below) {
                html.append(
                        String.format(
                                Locale.ROOT,
                                "<rect class=\"fill%d\" x=\"%.1f\" y=\"%.2f\" width=\"%.1f\""
                                        + " height=\"%.2f\"/>",
                                part,
                                middle(index) - width / 2,
                                y(upTo, most),
                                width,
                                y(below, most) - y(upTo, most)));
            }
            below = upTo;
        }
        html.append("</g>\n");
    }

    private double middle(int index) {
        return LEFT + (index + 0.5) * (WIDTH - LEFT) / columns.size();
    }

    private static double y(double value, double most) {
        return HEIGHT - BOTTOM - value / most * (HEIGHT - TOP - BOTTOM);
    }

    private static String label(String anchor, double x, double y, String text) {
        return String.format(
                Locale.ROOT,
                "<text text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>\n",
                anchor,
                x,
                y,
                Html.escape(text));
    }

    private String table() {
        List<String> heads = new ArrayList<>();
        heads.add("");
        heads.addAll(names);
        if (names.size() > 1) {
            heads.add("Together");
        }
        Table table = new Table(title, heads);
        for (Column column : columns) {
            table.row(column.label());
            column.parts().forEach(part -> table.cells(Numbers.text(part)));
            if (names.size() > 1) {
                table.cells(Numbers.text(column.sum()));
            }
            table.end();
        }
        return "<details><summary>Table</summary>" + table.html() + "</details>\n";
    }
}
