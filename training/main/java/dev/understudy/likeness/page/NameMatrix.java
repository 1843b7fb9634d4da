package dev.understudy.likeness.page;

import dev.understudy.likeness.WhoSaidIt;
import dev.understudy.page.Html;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// The who-said-it table, the stronger the colour the better a name foresees the words.
record NameMatrix(WhoSaidIt table) {
    /// Where a name foresees so many times worse than the best, its cell is white.
    private static final double WORST = 4;

    /// From here on dark text is read better by night, and by day not yet.
    private static final double MIDDLE = 0.5;

    private static final double STRONG = 0.8;

    String html() {
        StringBuilder html = new StringBuilder();
        html.append(
                "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Who said it\">");
        html.append("<table class=\"names\"><thead><tr><th scope=\"col\">whose words</th>");
        table.names()
                .forEach(
                        name ->
                                html.append("<th scope=\"col\"><bdi>")
                                        .append(Html.escape(name.text()))
                                        .append("</bdi></th>"));
        html.append("<th scope=\"col\">own name best</th></tr></thead>\n<tbody>\n");
        for (int i = 0; i < table.names().size(); i++) {
            row(i, html);
        }
        return html.append("</tbody></table></div>\n").toString();
    }

    private void row(int place, StringBuilder html) {
        List<Double> row = table.perplexities().get(place);
        double best = Collections.min(row);
        html.append("<tr><th scope=\"row\"><bdi>")
                .append(Html.escape(table.names().get(place).text()))
                .append("</bdi></th>");
        for (int i = 0; i < row.size(); i++) {
            double strength = Math.clamp(1 - Math.log(row.get(i) / best) / Math.log(WORST), 0, 1);
            html.append(
                    String.format(
                            Locale.ROOT,
                            "<td class=\"%s%s\" style=\"--part:%.0f%%\">%s</td>",
                            strength > STRONG ? "strong" : strength > MIDDLE ? "middle" : "weak",
                            i == place ? " own" : "",
                            100 * strength,
                            Words.two(row.get(i))));
        }
        html.append("<td class=\"right\">")
                .append(Words.percent(table.right().get(place)))
                .append("</td></tr>\n");
    }
}
