package dev.understudy.statistics.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chat.Platform;
import dev.understudy.statistics.InventedChat;
import dev.understudy.statistics.Period;
import dev.understudy.statistics.Statistics;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class StatisticsPageTest {
    private static Document page(Statistics statistics) {
        return Jsoup.parse(StatisticsPage.of(statistics));
    }

    private static List<String> rows(Document page, String caption) {
        return page.select("section table:has(caption:contains(" + caption + ")) tbody tr")
                .eachText();
    }

    @Test
    void holdsNamesAndNumbersButNobodysWords() {
        String html = StatisticsPage.of(InventedChat.ofFriends().counted());
        assertThat(html)
                .doesNotContain("xyzzy", "tonight", "secret", "stranger", "Silent", "<script")
                .contains("&lt;script&gt;alert(&#39;Zoë&#39;)&lt;/script&gt;");
        assertThat(Jsoup.parse(html).select("script, link, img, iframe, [src], [href], [onclick]"))
                .isEmpty();
    }

    @Test
    void showsEverythingThatIsCounted() {
        Document page = page(InventedChat.ofFriends().counted());
        assertThat(page.title()).isEqualTo("friends: the chat in figures");
        assertThat(page.select("header p").text())
                .isEqualTo("Written from 27 February 2026 to 8 April 2026. Times are those of Z.");
        assertThat(page.select("section > h2").eachText())
                .containsExactly(
                        "People",
                        "Message lengths",
                        "Turns and bursts",
                        "Who answers whom",
                        "Busiest conversations",
                        "Emoji",
                        "Platforms",
                        "How this was counted");
        assertThat(page.select("figure").eachAttr("id"))
                .containsExactly("growth", "week", "lengths");
        for (Element figure : page.select("figure")) {
            assertThat(figure.select("svg").attr("role")).isEqualTo("img");
            assertThat(figure.select("svg").attr("aria-label")).isNotEmpty();
            assertThat(figure.select("tbody tr")).as(figure.id()).isNotEmpty();
        }
        assertThat(rows(page, "Who talks how much"))
                .containsExactly(
                        "Alice 4 36.4 % 16 16.0 % 0.0 % 0.0 %",
                        "Bob 4 36.3 % 9 9.0 % 0.0 % 0.0 %",
                        "<script>alert('Zoë')</script> 3 27.3 % 75 75.0 % 33.3 % 33.3 %");
        assertThat(rows(page, "How often the one"))
                .containsExactly("Alice – 0 0", "Bob 3 – 1", "<script>alert('Zoë')</script> 0 2 –");
        assertThat(rows(page, "The emoji"))
                .containsExactly(
                        "Alice 3 0.75 🎉 3",
                        "Bob 1 0.25 ❤️ 1",
                        "<script>alert('Zoë')</script> 2 0.67 ❤️ 1 👍🏽 1");
        assertThat(rows(page, "The conversations").getFirst())
                .startsWith("Fri 27 Feb 2026 20:00 6 6 min telegram");
        assertThat(page.select("#week rect")).hasSize(7 * 24);
        assertThat(page.select("#week rect:has(title:containsOwn(Fri 20:00: 6))")).hasSize(1);
    }

    @Test
    void leavesOutPicturesOfTimeWhenNothingHasATime() {
        Document page =
                page(
                        new InventedChat()
                                .person("alice", "Alice")
                                .in(Platform.PLAIN, "file")
                                .say("alice", 0, "x")
                                .counted());
        assertThat(page.select("figure").eachAttr("id")).containsExactly("lengths");
        assertThat(page.select("section > h2").eachText())
                .containsExactly("People", "Message lengths", "Platforms", "How this was counted");
    }

    @Test
    void drawsHundredsOfPeopleAndCenturiesInPicturesThatCanBeRead() {
        InventedChat chat = new InventedChat();
        for (int i = 0; i < 300; i++) {
            chat.person("p" + i, "Friend " + i).say("p" + i, 60.0 * 24 * 365 * i, "x");
        }
        Document page = page(chat.counted());
        assertThat(page.select("#growth figcaption").text())
                .isEqualTo("Messages every 5 years, by person");
        assertThat(page.select("#growth g")).hasSizeBetween(30, 61);
        assertThat(page.select("#growth .key li")).hasSize(8);
        assertThat(page.select("#growth .key li").eachText()).endsWith("everyone else");
        assertThat(rows(page, "Who talks how much"))
                .hasSize(101)
                .last()
                .asString()
                .startsWith("everyone else 200 ");
    }

    @Test
    void saysWhichDaysItLooksAt() {
        Period period =
                new Period(
                        Optional.of(LocalDate.of(2026, 1, 1)),
                        Optional.of(LocalDate.of(2026, 3, 1)),
                        ZoneOffset.UTC);
        assertThat(page(InventedChat.ofFriends().counted(period)).select("header p").text())
                .isEqualTo(
                        "Written from 27 February 2026 to 27 February 2026, looked at since"
                                + " 1 January 2026, until 1 March 2026. Times are those of Z.");
    }
}
