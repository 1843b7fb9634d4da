package dev.understudy.statistics.page;

import dev.understudy.page.Html;
import java.util.List;

/// A table of people, or of something else that has a name, which scrolls by itself where it is too
/// wide.
final class Table {
    private final StringBuilder html = new StringBuilder();

    /// @param caption what the table shows
    /// @param heads of its columns
    Table(String caption, List<String> heads) {
        String safe = Html.escape(caption);
        html.append("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"")
                .append(safe)
                .append("\"><table>\n<caption>")
                .append(safe)
                .append("</caption>\n<thead><tr>");
        for (String head : heads) {
            html.append("<th scope=\"col\"><bdi>").append(Html.escape(head)).append("</bdi></th>");
        }
        html.append("</tr></thead>\n<tbody>\n");
    }

    /// Begins a row.
    Table row(String name) {
        html.append("<tr><th scope=\"row\"><bdi>").append(Html.escape(name)).append("</bdi></th>");
        return this;
    }

    /// Adds cells to the row.
    Table cells(String... texts) {
        for (String text : texts) {
            html.append("<td>").append(Html.escape(text)).append("</td>");
        }
        return this;
    }

    /// Adds a cell with a bar behind its text, so long a part of the cell as `perMille` says.
    Table share(String text, int perMille) {
        html.append(
                "<td class=\"share\" style=\"--part:%d.%d%%\">%s</td>"
                        .formatted(perMille / 10, perMille % 10, Html.escape(text)));
        return this;
    }

    /// Ends the row.
    Table end() {
        html.append("</tr>\n");
        return this;
    }

    String html() {
        return html + "</tbody></table></div>\n";
    }
}
