package dev.understudy.likeness.page;

import dev.understudy.page.Html;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/// Bars beside each other in SVG, each with its name and its number, narrow enough for a telephone.
///
/// @param title what is shown
/// @param most what the longest bar could be
record Bars(String title, double most, List<Bar> bars) {
    private static final int WIDTH = 360;
    private static final int LEFT = 112;
    private static final int RIGHT = 304;
    private static final int ROW = 24;
    private static final int LONGEST_NAME = 16;

    /// One of them.
    ///
    /// @param colour a number of the page's colours
    /// @param text the value as it is read
    /// @param mark a line across it: chance, a limit
    record Bar(String name, double value, int colour, String text, OptionalDouble mark) {}

    Bars {
        bars = List.copyOf(bars);
    }

    /// The figure; `note` stands below it if there is one.
    String html(String note) {
        List<String> lines = new ArrayList<>();
        String spoken =
                bars.stream()
                        .map(bar -> bar.name + " " + bar.text)
                        .collect(Collectors.joining(", "));
        lines.add("<figure><figcaption>" + Html.escape(title) + "</figcaption>");
        lines.add(
                "<svg class=\"narrow\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
                        .formatted(WIDTH, bars.size() * ROW + 4, Html.escape(spoken)));
        for (int i = 0; i < bars.size(); i++) {
            lines.add(row(bars.get(i), 2 + i * ROW));
        }
        lines.add("</svg>");
        if (!note.isEmpty()) {
            lines.add("<p class=\"note\">" + Html.escape(note) + "</p>");
        }
        lines.add("</figure>\n");
        return String.join("\n", lines);
    }

    private String row(Bar bar, int top) {
        String name =
                bar.name.length() <= LONGEST_NAME
                        ? bar.name
                        : bar.name.substring(0, LONGEST_NAME - 1) + "…";
        String mark =
                bar.mark.isEmpty()
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "<line class=\"mark\" x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"%2$d\""
                                        + " y2=\"%3$d\"/>",
                                LEFT + length(bar.mark.getAsDouble()),
                                top + 1,
                                top + ROW - 3);
        return "<text class=\"name\" x=\"0\" y=\"%d\">%s</text>"
                        .formatted(top + 16, Html.escape(name))
                + rectangle("track", RIGHT - LEFT, top)
                + rectangle("fill" + bar.colour, length(bar.value), top)
                + mark
                + "<text class=\"value\" text-anchor=\"end\" x=\"%d\" y=\"%d\">%s</text>"
                        .formatted(WIDTH, top + 16, Html.escape(bar.text));
    }

    private static String rectangle(String style, double width, int top) {
        return String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"3\"/>",
                style,
                LEFT,
                top + 4,
                width,
                ROW - 9);
    }

    private double length(double value) {
        return (RIGHT - LEFT) * Math.clamp(value / most, 0, 1);
    }
}
