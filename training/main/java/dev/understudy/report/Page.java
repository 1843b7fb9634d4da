package dev.understudy.report;

import dev.understudy.page.Head;
import dev.understudy.page.Html;
import dev.understudy.page.Numbers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// A run as one page of HTML that needs nothing else: no other file, no network.
///
/// @param name of the run
/// @param settings as the plan states them, by their full name
/// @param state while it is running, the page looks for a newer one of itself
/// @param seen when something was last heard of the run
record Page(
        String name,
        Map<String, String> settings,
        RunHistory history,
        RunState state,
        Instant seen) {
    /// What is in the page of a running training, and in no other.
    static final String IS_RUNNING = "<body data-running=\"true\"";

    private static final int MOST_SPEAKERS_DRAWN = 8;

    /// So old, the page of a running training says that it is none any more.
    private static final Duration PATIENCE = LiveReport.BETWEEN.multipliedBy(6);

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final String SCRIPT = Head.resource(Page.class, "report.js");

    String html() {
        List<Chart> charts = charts();
        StringBuilder html = new StringBuilder(head());
        html.append("<main>\n").append(figures());
        charts.forEach(chart -> html.append(chart.html()));
        html.append(speakers()).append(samples()).append(settingsTable()).append("</main>\n");
        String data =
                JsonMapper.shared()
                        .writeValueAsString(
                                charts.stream()
                                        .filter(chart -> !chart.lines().isEmpty())
                                        .map(Chart::data)
                                        .toList());
        html.append("<script type=\"application/json\" id=\"data\">")
                .append(Html.script(data))
                .append("</script>\n<script>\n")
                .append(SCRIPT)
                .append("</script>\n</body>\n</html>\n");
        return html.toString();
    }

    private String head() {
        long step = history.last().map(Entry.Stepped::step).orElse(0L);
        String title = name + ": step " + Numbers.text(step);
        return Head.of(title, "", true)
                + """
        <body data-running="%s" data-patience-seconds="%d">
        <header>
        <h1>Training of %s</h1>
        <p>%s. Step %s%s, %s of training. Last news <time id="seen" datetime="%s">%s</time>.
        <label hidden><input type="checkbox" id="refresh" checked> refresh</label></p>
        </header>
        """
                        .formatted(
                                state == RunState.RUNNING,
                                PATIENCE.toSeconds(),
                                Html.escape(name),
                                standing(),
                                Numbers.text(step),
                                ofSteps(),
                                time(history.last().map(Entry::seconds).orElse(0.0)),
                                seen.truncatedTo(ChronoUnit.MILLIS),
                                UTC.format(seen));
    }

    /// How the run stands. A run that was killed cannot say so: the script shows that it is silent
    /// when its page has grown old, and who has no scripts sees when it was written.
    private String standing() {
        String resume =
                "<code>understudy train --circle %s --resume</code> goes on"
                        .formatted(Html.escape(name));
        return switch (state) {
            case RUNNING ->
                    """
                    <span id="running">Running<noscript> when this was written, which happens \
                    every %d s for as long as it runs; if it was interrupted, %s</noscript></span>\
                    <span id="silent" hidden>No news since <time></time>: it was interrupted; \
                    %s</span>"""
                            .formatted(LiveReport.BETWEEN.toSeconds(), resume, resume);
            case STOPPED -> "Stopped; " + resume;
            case FINISHED -> "Finished";
        };
    }

    private String ofSteps() {
        return settings.entrySet().stream()
                .filter(setting -> setting.getKey().matches("(.*\\.)?steps"))
                .findFirst()
                .map(setting -> " of " + Html.escape(setting.getValue()))
                .orElse("");
    }

    private static String time(double seconds) {
        Duration time = Duration.ofSeconds(Math.round(seconds));
        return time.toHours() > 0
                ? time.toHours() + " h " + time.toMinutesPart() + " min"
                : time.toMinutes() + " min " + time.toSecondsPart() + " s";
    }

    /// The few numbers that one looks for first.
    private String figures() {
        StringBuilder html = new StringBuilder("<dl class=\"figures\">\n");
        if (history.finished().isPresent()) {
            Entry.Finished end = history.finished().get();
            html.append(Html.figure("final validation loss", Numbers.text(end.finalLoss())));
            html.append(Html.figure("its perplexity", Numbers.text(end.perplexity())));
            html.append(Html.figure("with the weights of step", Numbers.text(end.bestStep())));
        } else if (history.best().isPresent()) {
            Entry.Evaluated best = history.best().get();
            html.append(Html.figure("best validation loss", Numbers.text(best.validationLoss())));
            html.append(Html.figure("its perplexity", Numbers.text(best.perplexity())));
            html.append(Html.figure("at step", Numbers.text(best.step())));
        }
        if (history.last().isPresent()) {
            long tokens = history.last().get().tokens();
            html.append(Html.figure("training loss", Numbers.text(history.loss().latest())));
            html.append(Html.figure("tokens read", Numbers.text(tokens)));
            html.append(
                    Html.figure(
                            "tokens a second", Numbers.text(history.tokensPerSecond().latest())));
        }
        return html.append("</dl>\n").toString();
    }

    private List<Chart> charts() {
        List<Chart.Line> perplexities = new ArrayList<>();
        for (String speaker : loudest()) {
            Series theirs = Objects.requireNonNull(history.perplexities().get(speaker));
            perplexities.add(new Chart.Line(speaker, theirs, false));
        }
        return List.of(
                new Chart(
                        "loss",
                        "Loss, in nats a token",
                        List.of(
                                new Chart.Line("training", history.loss(), true),
                                new Chart.Line("validation", history.validation(), false))),
                new Chart("perplexity", "Validation perplexity of each speaker", perplexities),
                new Chart(
                        "rate",
                        "Learning rate",
                        List.of(new Chart.Line("rate", history.learningRate(), false))),
                new Chart(
                        "speed",
                        "Tokens a second",
                        List.of(new Chart.Line("tokens", history.tokensPerSecond(), true))));
    }

    /// Those who say most, as many as can be told apart in a picture.
    private List<String> loudest() {
        return history.latest().stream()
                .flatMap(latest -> latest.speakers().entrySet().stream())
                .sorted(Comparator.comparingLong(speaker -> -speaker.getValue().tokens()))
                .limit(MOST_SPEAKERS_DRAWN)
                .map(Map.Entry::getKey)
                .toList();
    }

    private String speakers() {
        if (history.finished().isPresent()) {
            Entry.Finished end = history.finished().get();
            return speakers(
                    end.speakers(), "whole validation text with the weights of", end.bestStep());
        }
        Optional<Entry.Evaluated> best = history.best();
        return best.map(found -> speakers(found.speakers(), "validation text at", found.step()))
                .orElse("");
    }

    private static String speakers(
            Map<String, Entry.SpeakerLoss> speakers, String text, long step) {
        if (speakers.isEmpty()) {
            return "";
        }
        StringBuilder html =
                new StringBuilder("<section><h2>Speakers</h2>\n<div class=\"wide\"><table>\n");
        html.append("<caption>On the %s step ".formatted(text))
                .append(Numbers.text(step))
                .append(", the best. Lower is better; few tokens say little.</caption>\n")
                .append("<thead><tr><th scope=\"col\">Speaker</th><th scope=\"col\">Loss</th>")
                .append("<th scope=\"col\">Perplexity</th><th scope=\"col\">Tokens</th></tr>")
                .append("</thead>\n<tbody>\n");
        speakers.forEach(
                (speaker, loss) ->
                        html.append(
                                Html.row(
                                        speaker,
                                        Numbers.text(loss.loss()),
                                        Numbers.text(loss.perplexity()),
                                        Numbers.text(loss.tokens()))));
        return html.append("</tbody></table></div></section>\n").toString();
    }

    private String samples() {
        List<Entry.Sampled> samples = history.samples().reversed();
        if (samples.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<section><h2>What it writes</h2>\n");
        for (int i = 0; i < samples.size(); i++) {
            Entry.Sampled sample = samples.get(i);
            html.append(
                    "<details id=\"sample%d\"%s><summary>After step %s</summary><pre>"
                            .formatted(
                                    sample.step(),
                                    i == 0 ? " open" : "",
                                    Numbers.text(sample.step())));
            html.append('\n').append(Html.escape(sample.sample())).append("</pre></details>\n");
        }
        return html.append("</section>\n").toString();
    }

    private String settingsTable() {
        if (settings.isEmpty()) {
            return "";
        }
        StringBuilder html =
                new StringBuilder("<section><h2>Settings</h2>\n<div class=\"wide\"><table>\n");
        html.append(
                "<thead><tr><th scope=\"col\">Setting</th><th scope=\"col\">Value</th></tr></thead>"
                        + "\n<tbody>\n");
        settings.forEach((key, value) -> html.append(Html.row(key, value)));
        return html.append("</tbody></table></div></section>\n").toString();
    }
}
