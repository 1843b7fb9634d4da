package dev.understudy.likeness.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chat.SpeakerName;
import dev.understudy.clone.version.GateSettings;
import dev.understudy.judgement.Judgement;
import dev.understudy.likeness.Attribution;
import dev.understudy.likeness.Attribution.Tally;
import dev.understudy.likeness.Faults;
import dev.understudy.likeness.Faults.Pair;
import dev.understudy.likeness.Faults.Variety;
import dev.understudy.likeness.Foreseen;
import dev.understudy.likeness.Friend;
import dev.understudy.likeness.Likeness;
import dev.understudy.likeness.LikenessSettings;
import dev.understudy.likeness.Share;
import dev.understudy.likeness.Style;
import dev.understudy.likeness.WhoSaidIt;
import dev.understudy.likeness.style.StyleDistance;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

class LikenessPageTest {
    private static final SpeakerName ALICE = SpeakerName.of("Alice");
    private static final SpeakerName TAG = SpeakerName.of("</bdi><script>x");
    private static final Pair NO_PAIR = new Pair(new Share(0, 80), new Share(0, 80));

    private static Likeness likeness(Optional<WhoSaidIt> table, Optional<Attribution> found) {
        StyleDistance distance = new StyleDistance(0.4, 0.1, 0, 0, 0.01, 0, 0);
        Style style = new Style(distance, new StyleDistance(0.1, 0, 0, 0, 0, 0, 0), 40, false);
        Foreseen words = new Foreseen(100, 100, 300, 300);
        return new Likeness(
                Likeness.FORMAT,
                "friends@0002",
                "hash",
                LikenessSettings.DEFAULT,
                words,
                List.of(
                        new Friend(ALICE, 10, 5, 40, words, Optional.of(style)),
                        new Friend(TAG, 10, 5, 40, words, Optional.empty())),
                table,
                found,
                new Faults(
                        new Share(8, 80),
                        NO_PAIR,
                        NO_PAIR,
                        NO_PAIR,
                        new Share(1, 4),
                        new Variety(1, 1, 1, 1)),
                Optional.empty());
    }

    private static Document page(Likeness likeness) {
        Judgement judgement = Judgement.of(likeness, Optional.empty(), GateSettings.DEFAULT);
        return Jsoup.parse(LikenessPage.of(likeness, judgement));
    }

    private static Document full() {
        Tally tally = Tally.of(List.of(new Share(30, 40), new Share(40, 40)));
        Attribution found = new Attribution(0.5, tally, tally, tally, Optional.empty());
        WhoSaidIt table =
                new WhoSaidIt(
                        List.of(ALICE, TAG),
                        List.of(List.of(2.0, 8.0), List.of(3.0, 3.0)),
                        List.of(new Share(3, 4), new Share(0, 4)));
        return page(likeness(Optional.of(table), Optional.of(found)));
    }

    @Test
    void showsTheTableBarsAndGates() {
        Document page = full();
        assertThat(page.select("table.names td").eachText())
                .containsExactly("2.00", "8.00", "75 %", "3.00", "3.00", "0 %");
        assertThat(page.select("table.names td.own").eachText()).containsExactly("2.00", "3.00");
        assertThat(page.select("table.names td").getFirst().attr("style")).isEqualTo("--part:100%");
        assertThat(page.select("table.names td").get(1).attr("style")).isEqualTo("--part:0%");
        assertThat(page.select("svg").eachAttr("aria-label"))
                .contains("the friends 88 %, their clones 88 %, Markov chains 88 %");
        assertThat(page.select("figcaption").eachText())
                .containsOnlyOnce("All friends", "Shares of replies");
        assertThat(page.select(".failed")).hasSize(2);
        assertThat(page.select(".gates").text())
                .contains("10 % of replies are empty; at most 5 % was allowed")
                .contains("1 of 4 planted sentences");
    }

    @Test
    void needsNoScriptAndNoNetworkWhateverAFriendIsCalled() {
        Document page = full();
        assertThat(page.select("script, link, img, iframe")).isEmpty();
        assertThat(page.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
                .contains("default-src 'none'")
                .doesNotContain("script-src");
        assertThat(page.select("th bdi").eachText()).contains(TAG.text());
    }

    @Test
    void leavesOutWhatWasNotMeasured() {
        Document page = page(likeness(Optional.empty(), Optional.empty()));
        assertThat(page.select("h2").eachText())
                .containsExactly("Manner", "Faults", "Gates", "Friends", "Sources");
    }
}
