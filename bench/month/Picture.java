import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// The month as one SVG: losses of who never changes, on fresh and on frozen chat, and of who does.
record Picture(List<Month.Row> rows) {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 420;
    private static final int EDGE = 60;

    String svg() {
        StringBuilder svg = new StringBuilder();
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                                .formatted(WIDTH, HEIGHT)
                        + " font-family=\"sans-serif\" font-size=\"12\">\n"
                        + "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        double top =
                rows.stream()
                                .mapToDouble(Month.Row::changed)
                                .filter(loss -> !Double.isNaN(loss)) // nights she says nothing
                                .max()
                                .orElse(1)
                        * 1.05;
        for (int i = 0; i <= 4; i++) {
            double value = top * i / 4;
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>"
                                    + "<text x=\"8\" y=\"%.1f\">%.2f</text>%n",
                            EDGE,
                            WIDTH - EDGE,
                            y(value, top),
                            y(value, top),
                            y(value, top) + 4,
                            value));
        }
        for (Month.Row row : rows) {
            if (!row.event().isEmpty()) {
                svg.append(
                        String.format(
                                Locale.ROOT,
                                "<line x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"%2$d\" y2=\"%3$d\""
                                        + " stroke=\"#bbb\" stroke-dasharray=\"4\"/>"
                                        + "<text x=\"%1$.1f\" y=\"%4$d\" text-anchor=\"middle\">"
                                        + "%5$s</text>%n",
                                x(row),
                                EDGE,
                                HEIGHT - EDGE,
                                EDGE - 8,
                                row.event()));
            }
        }
        curve(svg, Month.Row::changed, top, "#c33", Nights.CHANGED + ", tomorrow's chat", 0);
        curve(svg, Month.Row::after, top, "#36c", "the others, tomorrow's chat", 1);
        curve(svg, Month.Row::frozen, top, "#393", "the others, frozen chat", 2);
        svg.append(
                "<text x=\"%d\" y=\"%d\">night; loss in nats a character of the live model</text>\n"
                        .formatted(EDGE, HEIGHT - 20));
        return svg.append("</svg>\n").toString();
    }

    /// @param place of its name in the legend
    private void curve(
            StringBuilder svg,
            ToDoubleFunction<Month.Row> value,
            double top,
            String color,
            String name,
            int place) {
        svg.append("<polyline fill=\"none\" stroke-width=\"2\" stroke=\"" + color + "\" points=\"");
        for (Month.Row row : rows) {
            double loss = value.applyAsDouble(row);
            if (!Double.isNaN(loss)) {
                svg.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(row), y(loss, top)));
            }
        }
        svg.append(
                "\"/>\n<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>\n"
                        .formatted(EDGE + 220 * place, HEIGHT - 38, color, name));
    }

    private double x(Month.Row row) {
        double share = rows.size() < 2 ? 0 : (row.night() - 1.0) / (rows.size() - 1);
        return EDGE + share * (WIDTH - 2 * EDGE);
    }

    private static double y(double value, double top) {
        return HEIGHT - EDGE - value / top * (HEIGHT - 2 * EDGE);
    }
}
