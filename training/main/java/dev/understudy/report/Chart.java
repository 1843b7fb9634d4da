package dev.understudy.report;

import dev.understudy.page.Html;
import dev.understudy.page.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Series over steps as a picture in SVG, with a table of the same numbers behind it.
///
/// @param id unique on the page
/// @param lines those without values are left out
record Chart(String id, String title, List<Line> lines) {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 260;
    private static final int LEFT = 64;
    private static final int RIGHT = 32;
    private static final int TOP = 10;
    private static final int BOTTOM = 28;
    private static final int ROWS = 40;

    /// One series.
    ///
    /// @param noisy drawn smoothed, over the band from its least to its greatest values
    record Line(String name, Series series, boolean noisy) {
        /// What is drawn, one value a bucket.
        double[] values() {
            return noisy
                    ? series.smoothed()
                    : series.buckets().stream().mapToDouble(Series.Bucket::mean).toArray();
        }
    }

    Chart {
        lines = lines.stream().filter(line -> !line.series().isEmpty()).toList();
    }

    /// Where values lie in the picture.
    private record Scale(double minX, double maxX, double minY, double maxY) {
        double x(double step) {
            return LEFT + (step - minX) / (maxX - minX) * (WIDTH - LEFT - RIGHT);
        }

        double y(double value) {
            return TOP + (maxY - value) / (maxY - minY) * (HEIGHT - TOP - BOTTOM);
        }
    }

    /// The figure with picture, key and table; nothing when there is nothing to draw.
    String html() {
        if (lines.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder();
        html.append("<figure id=\"%s\"><figcaption>%s</figcaption>\n".formatted(id, title));
        key(html);
        picture(html, scale());
        html.append("<output aria-live=\"off\"></output>\n");
        table(html);
        return html.append("</figure>\n").toString();
    }

    private void key(StringBuilder html) {
        html.append("<ul class=\"key\">");
        for (int i = 0; i < lines.size(); i++) {
            String name = Html.escape(lines.get(i).name());
            html.append("<li><i class=\"fill%d\"></i>%s</li>".formatted(i, name));
        }
        html.append("</ul>\n");
    }

    private Scale scale() {
        long minX = Long.MAX_VALUE;
        long maxX = Long.MIN_VALUE;
        double minY = Double.MAX_VALUE;
        double maxY = -Double.MAX_VALUE;
        for (Line line : lines) {
            for (Series.Bucket bucket : line.series().buckets()) {
                minX = Math.min(minX, bucket.first());
                maxX = Math.max(maxX, bucket.last());
                minY = Math.min(minY, bucket.min());
                maxY = Math.max(maxY, bucket.max());
            }
        }
        double room = maxY > minY ? (maxY - minY) * 0.05 : Math.max(Math.abs(maxY) * 0.05, 1e-9);
        double floor = minY >= 0 ? Math.max(0, minY - room) : minY - room;
        return new Scale((double) minX, (double) Math.max(maxX, minX + 1), floor, maxY + room);
    }

    private void picture(StringBuilder html, Scale scale) {
        html.append(
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s; see its table\">\n"
                        .formatted(WIDTH, HEIGHT, title));
        for (double tick : Numbers.ticks(scale.minY, scale.maxY)) {
            html.append(
                    line("grid", LEFT, scale.y(tick), WIDTH - RIGHT, scale.y(tick))
                            + label("end", LEFT - 6, scale.y(tick) + 4, Numbers.text(tick)));
        }
        for (double tick : Numbers.ticks(scale.minX, scale.maxX)) {
            if (tick == Math.rint(tick)) {
                html.append(label("middle", scale.x(tick), HEIGHT - 8, Numbers.text(tick)));
            }
        }
        for (int i = 0; i < lines.size(); i++) {
            draw(html, i, scale);
        }
        html.append(line("cross", LEFT, TOP, LEFT, HEIGHT - BOTTOM)).append("</svg>\n");
    }

    private void draw(StringBuilder html, int index, Scale scale) {
        Line line = lines.get(index);
        List<Series.Bucket> buckets = line.series().buckets();
        double[] values = line.values();
        StringBuilder path = new StringBuilder();
        StringBuilder upper = new StringBuilder();
        List<String> lower = new ArrayList<>();
        for (int i = 0; i < buckets.size(); i++) {
            Series.Bucket bucket = buckets.get(i);
            double x = scale.x(bucket.middle());
            path.append(point(x, scale.y(values[i])));
            upper.append(point(x, scale.y(bucket.max())));
            lower.addFirst(point(x, scale.y(bucket.min())));
        }
        html.append(
                "<polygon class=\"fill%d band\" points=\"%s%s\"/>"
                        .formatted(index, upper, String.join("", lower)));
        html.append("<polyline class=\"line%d\" points=\"%s\"/>\n".formatted(index, path));
        if (!line.noisy() && buckets.size() <= ROWS) {
            for (Series.Bucket bucket : buckets) {
                html.append(
                        "<circle class=\"fill%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\"/>"
                                .formatted(
                                        index, scale.x(bucket.middle()), scale.y(bucket.mean())));
            }
        }
    }

    private static String point(double x, double y) {
        return String.format(Locale.ROOT, "%.1f,%.1f ", x, y);
    }

    private static String line(String kind, double x1, double y1, double x2, double y2) {
        return String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
                kind,
                x1,
                y1,
                x2,
                y2);
    }

    private static String label(String anchor, double x, double y, String text) {
        return String.format(
                Locale.ROOT,
                "<text text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>%n",
                anchor,
                x,
                y,
                text);
    }

    /// The same numbers for those who cannot see the picture: at most forty rows, the last
    /// included.
    private void table(StringBuilder html) {
        html.append("<details><summary>Table</summary><div class=\"wide\"><table>\n");
        html.append("<caption>").append(title).append("</caption>");
        html.append(
                "<thead><tr><th scope=\"col\">Line</th><th scope=\"col\">Steps</th>"
                        + "<th scope=\"col\">Mean</th><th scope=\"col\">Least</th>"
                        + "<th scope=\"col\">Greatest</th></tr></thead>\n<tbody>\n");
        for (Line line : lines) {
            List<Series.Bucket> buckets = line.series().buckets();
            int size = Math.ceilDiv(buckets.size(), ROWS);
            for (int from = 0; from < buckets.size(); from += size) {
                buckets.subList(from, Math.min(from + size, buckets.size())).stream()
                        .reduce(Series.Bucket::with)
                        .ifPresent(bucket -> html.append(row(line.name(), bucket)));
            }
        }
        html.append("</tbody></table></div></details>\n");
    }

    private static String row(String name, Series.Bucket bucket) {
        String steps =
                bucket.first() == bucket.last()
                        ? Numbers.text(bucket.first())
                        : Numbers.text(bucket.first()) + "–" + Numbers.text(bucket.last());
        return "<tr><th scope=\"row\">%s</th><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>\n"
                .formatted(
                        Html.escape(name),
                        steps,
                        Numbers.text(bucket.mean()),
                        Numbers.text(bucket.min()),
                        Numbers.text(bucket.max()));
    }

    /// What the script needs to name the values under the pointer.
    Map<String, Object> data() {
        Scale scale = scale();
        List<Map<String, Object>> named = new ArrayList<>();
        for (Line line : lines) {
            List<Series.Bucket> buckets = line.series().buckets();
            named.add(
                    Map.of(
                            "name",
                            line.name(),
                            "steps",
                            buckets.stream().map(Series.Bucket::middle).toList(),
                            "values",
                            Arrays.stream(line.values()).mapToObj(Numbers::text).toList()));
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", id);
        data.put("left", LEFT);
        data.put("right", WIDTH - RIGHT);
        data.put("width", WIDTH);
        data.put("min", scale.minX());
        data.put("max", scale.maxX());
        data.put("lines", named);
        return data;
    }
}
