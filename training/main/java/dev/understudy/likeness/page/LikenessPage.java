package dev.understudy.likeness.page;

import dev.understudy.clone.ModelCard.Gate;
import dev.understudy.judgement.Finding;
import dev.understudy.judgement.Judgement;
import dev.understudy.likeness.Attribution;
import dev.understudy.likeness.Faults;
import dev.understudy.likeness.Faults.Variety;
import dev.understudy.likeness.Friend;
import dev.understudy.likeness.Likeness;
import dev.understudy.likeness.WhoSaidIt;
import dev.understudy.likeness.page.Bars.Bar;
import dev.understudy.page.Head;
import dev.understudy.page.Html;
import dev.understudy.page.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// A likeness as one page of HTML: no script, no other file, no network.
public final class LikenessPage {
    private static final String STYLE = Head.resource(LikenessPage.class, "likeness.css");

    private final Likeness likeness;
    private final Judgement judgement;

    private LikenessPage(Likeness likeness, Judgement judgement) {
        this.likeness = likeness;
        this.judgement = judgement;
    }

    /// The whole page.
    ///
    /// @param judgement what its gates came to
    public static String of(Likeness likeness, Judgement judgement) {
        return new LikenessPage(likeness, judgement).html();
    }

    private String html() {
        return Head.of(likeness.model() + ": how like its friends", STYLE, false)
                + "<body>\n"
                + header()
                + "<main>\n"
                + figures()
                + attribution()
                + whoSaidIt()
                + style()
                + faults()
                + gates()
                + people()
                + notes()
                + "</main>\n</body>\n</html>\n";
    }

    private static String section(String title, String lead, String content) {
        return content.isEmpty()
                ? ""
                : "<section><h2>%s</h2>\n<p class=\"note\">%s</p>\n%s</section>\n"
                        .formatted(Html.escape(title), Html.escape(lead), content);
    }

    private String header() {
        return "<header>\n<h1>How like its friends is %s?</h1>\n<p>%s</p>\n</header>\n"
                .formatted(
                        Html.escape(likeness.model()),
                        Html.escape(
                                "Measured on the newest conversations, which it never saw: %s"
                                                .formatted(Numbers.text(heldOut()))
                                        + " turns of "
                                        + likeness.friends().size()
                                        + " friends. Names and numbers; no word of anybody."));
    }

    private long heldOut() {
        return likeness.friends().stream().mapToLong(Friend::heldOut).sum();
    }

    private String figures() {
        StringBuilder html = new StringBuilder("<dl class=\"figures\">\n");
        likeness.attribution()
                .ifPresent(
                        found -> {
                            html.append(
                                    Html.figure(
                                            "clones told rightly",
                                            Words.percent(found.replies().all())));
                            html.append(
                                    Html.figure(
                                            "friends themselves",
                                            Words.percent(found.real().all())));
                            html.append(Html.figure("by guessing", Words.percent(found.chance())));
                        });
        likeness.whoSaidIt()
                .map(WhoSaidIt::rightOfAll)
                .ifPresent(
                        right -> html.append(Html.figure("own name best", Words.percent(right))));
        html.append(Html.figure("perplexity", Words.two(likeness.whole().perplexity())));
        html.append(
                Html.figure("repeated", Words.percent(likeness.faults().repetition().replies())));
        return html.append("</dl>\n").toString();
    }

    private String attribution() {
        Optional<Attribution> found = likeness.attribution();
        return section(
                "Who is taken for whom",
                "A classifier that learnt from real lines is given what each clone answered to the"
                        + " same moments as its friend. The longer the bar, the more lines went to"
                        + " the right friend."
                        + (likeness.base().isEmpty()
                                ? " There is no base model here to compare with."
                                : ""),
                found.map(one -> new Sources(likeness, one).html()).orElse(""));
    }

    private String whoSaidIt() {
        return section(
                "Who said it?",
                "Each friend's own words, put under every name. A number is the perplexity there:"
                        + " lower, and stronger in colour, is better foreseen. Framed is the right"
                        + " name.",
                likeness.whoSaidIt().map(table -> new NameMatrix(table).html()).orElse(""));
    }

    private String style() {
        return section(
                "Manner",
                "How far the clone's turns are from the friend's. The line is how far as many of"
                        + " the friend's own turns are: at or below it nobody can tell them apart"
                        + " by this. Lengths and ends of lines in bits (Jensen-Shannon"
                        + " divergence), the rest as differences of shares.",
                new Styles(likeness).html());
    }

    private String faults() {
        Faults faults = likeness.faults();
        List<Bar> bars = new ArrayList<>();
        bars.add(fault("empty", faults.empty().part(), limit("empty")));
        bars.add(fault("repeated", faults.repetition().replies().part(), limit("repetition")));
        bars.add(real(faults.repetition()));
        bars.add(fault("looping", faults.loops().replies().part(), OptionalDouble.empty()));
        bars.add(fault("copied", faults.copies().replies().part(), limit("copies")));
        bars.add(real(faults.copies()));
        if (faults.canaries().of() > 0) {
            bars.add(fault("canaries", faults.canaries().part(), limit("canaries")));
        }
        double most = bars.stream().mapToDouble(LikenessPage::reach).max().orElse(0);
        Variety variety = faults.variety();
        return section(
                "Faults",
                "Replies that would have been empty, that loop or were given before, that hold "
                        + likeness.settings().copiedWords()
                        + " words in a row of what was learnt. The line is the limit.",
                new Bars("Shares of replies", Math.max(0.1, most * 1.1), bars)
                        .html(
                                "Different words for each said: %s (friends %s); pairs: %s (%s)."
                                        .formatted(
                                                Words.two(variety.words()),
                                                Words.two(variety.realWords()),
                                                Words.two(variety.pairs()),
                                                Words.two(variety.realPairs()))));
    }

    private static double reach(Bar bar) {
        return Math.max(bar.value(), bar.mark().orElse(0));
    }

    private static Bar fault(String name, double part, OptionalDouble limit) {
        return new Bar(name, part, 5, Words.percent(part), limit);
    }

    private static Bar real(Faults.Pair pair) {
        double part = pair.real().part();
        return new Bar("… by friends", part, 7, Words.percent(part), OptionalDouble.empty());
    }

    private OptionalDouble limit(String name) {
        return judgement.gates().stream()
                .filter(gate -> gate.name().equals(name))
                .mapToDouble(Gate::limit)
                .findFirst();
    }

    private String gates() {
        StringBuilder html = new StringBuilder("<div class=\"wide\"><table class=\"gates\">\n");
        for (Finding finding : judgement.findings()) {
            boolean passed = finding.gate().passed();
            html.append(
                    "<tr><th scope=\"row\">%s</th><td class=\"%s\">%s</td><td>%s</td></tr>\n"
                            .formatted(
                                    Html.escape(finding.gate().name()),
                                    passed ? "passed" : "failed",
                                    passed ? "✓ passed" : "✗ failed",
                                    Html.escape(finding.sentence())));
        }
        return section(
                "Gates",
                "What is asked of a version before it goes live.",
                html.append("</table></div>\n").toString());
    }

    private String people() {
        StringBuilder html = new StringBuilder("<div class=\"wide\"><table>\n<thead><tr>");
        for (String head : List.of("", "learnt", "held out", "replies", "perplexity", "per byte")) {
            html.append("<th scope=\"col\">").append(head).append("</th>");
        }
        html.append("</tr></thead>\n<tbody>\n");
        for (Friend friend : likeness.friends()) {
            html.append(
                    Html.row(
                            friend.name().text(),
                            Numbers.text(friend.learnt()),
                            Numbers.text(friend.heldOut()),
                            Numbers.text((long) friend.replies()),
                            Words.two(friend.words().perplexity()),
                            Words.three(friend.words().lossPerByte())));
        }
        return section(
                "Friends",
                "Turns, and how well each one's held-out words are foreseen; nats for each byte"
                        + " mean the same for every vocabulary.",
                html.append("</tbody></table></div>\n").toString());
    }

    private static String notes() {
        return """
        <section><h2>Sources</h2>
        <ul>
        <li>Jensen-Shannon divergence: Lin 1991. Different words and pairs: Li et al. 2016.</li>
        <li>Planted canaries and their extraction: Carlini et al. 2019.</li>
        <li>Classifier: multinomial naive Bayes over runs of one to three characters and words
        (Manning, Raghavan, Schütze 2008). Markov chain: Shannon 1948, words of the second
        order.</li>
        </ul>
        </section>
        """;
    }
}
