package dev.understudy.statistics.page;

import dev.understudy.page.Head;
import dev.understudy.page.Html;
import dev.understudy.page.Numbers;
import dev.understudy.statistics.Percent;
import dev.understudy.statistics.Statements;
import dev.understudy.statistics.Statistics;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// Statistics as a page: no script, no other file, no network, and no word of any message.
public final class StatisticsPage {
    private static final String STYLE = Head.resource(StatisticsPage.class, "statistics.css");
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    private final Statistics statistics;

    private StatisticsPage(Statistics statistics) {
        this.statistics = statistics;
    }

    /// The whole page.
    public static String of(Statistics statistics) {
        return new StatisticsPage(statistics).html();
    }

    private String html() {
        PeopleTables tables = new PeopleTables(statistics);
        return Head.of(statistics.circle() + ": the chat in figures", STYLE, false)
                + "<body>\n"
                + header()
                + "<main>\n"
                + figures()
                + tables.amounts()
                + new Growth(statistics).html()
                + week()
                + section("Message lengths", lengths() + tables.lengths())
                + section("Turns and bursts", tables.turns())
                + section("Who answers whom", tables.answers())
                + section("Busiest conversations", tables.busiest())
                + section("Emoji", tables.emoji())
                + section("Platforms", tables.platforms())
                + notes()
                + "</main>\n</body>\n</html>\n";
    }

    private static String section(String title, String content) {
        return content.isEmpty()
                ? ""
                : "<section><h2>%s</h2>\n%s</section>\n".formatted(title, content);
    }

    private String header() {
        return "<header>\n<h1>%s in figures</h1>\n<p>%s. Times are those of %s.</p>\n</header>\n"
                .formatted(
                        Html.escape(statistics.circle().name()),
                        Html.escape(span()),
                        Html.escape(statistics.period().zone().getId()));
    }

    private String span() {
        Statistics.Totals totals = statistics.totals();
        String written =
                totals.first().isPresent() && totals.last().isPresent()
                        ? "Written from "
                                + day(totals.first().get())
                                + " to "
                                + day(totals.last().get())
                        : "Written nobody knows when";
        return written
                + since(statistics)
                + statistics.period().until().map(day -> ", until " + DAY.format(day)).orElse("");
    }

    private static String since(Statistics statistics) {
        return statistics
                .period()
                .since()
                .map((LocalDate day) -> ", looked at since " + DAY.format(day))
                .orElse("");
    }

    private String day(Instant at) {
        return DAY.format(at.atZone(statistics.period().zone()));
    }

    private String figures() {
        Statistics.Totals totals = statistics.totals();
        StringBuilder html = new StringBuilder("<dl class=\"figures\">\n");
        html.append(Html.figure("messages", Numbers.text(totals.messages())));
        html.append(Html.figure("words", Numbers.text(totals.words())));
        html.append(Html.figure("people", Numbers.text((long) statistics.people().size())));
        html.append(Html.figure("conversations", Numbers.text(totals.conversations())));
        html.append(Html.figure("media share", Percent.of(totals.media(), totals.messages())));
        if (totals.first().isPresent()) {
            html.append(Html.figure("busiest hour", Statements.busiestHour(statistics)));
        }
        return html.append("</dl>\n").toString();
    }

    private String week() {
        return statistics.totals().first().isEmpty()
                ? ""
                : new HeatMap(
                                "Messages by hour and weekday, in "
                                        + statistics.period().zone().getId(),
                                statistics.week())
                        .html();
    }

    private String lengths() {
        return new LengthColumns(statistics).html();
    }

    private String notes() {
        StringBuilder html = new StringBuilder("<section><h2>How this was counted</h2>\n<ul>\n");
        for (String sentence : Statements.leftOut(statistics.totals())) {
            html.append("<li>").append(Html.escape(sentence)).append("</li>\n");
        }
        for (String sentence : NOTES) {
            html.append("<li>").append(sentence).append("</li>\n");
        }
        return html.append("</ul>\n</section>\n").toString();
    }

    private static final List<String> NOTES =
            List.of(
                    "This page holds names and numbers, and no word that anybody wrote.",
                    "A word is what stands between spaces and has a letter or a digit; a Chinese or"
                            + " Japanese character is one by itself. Forwarded messages are"
                            + " messages, but their words are not counted.",
                    "A conversation ends with an hour of silence. A turn is what somebody sends"
                            + " without another between and without a pause of more than two"
                            + " minutes; a burst is a turn of several messages.",
                    "A message answers the one it replies to; else whoever takes a turn answers the"
                            + " one who spoke before, in the same conversation.");
}
