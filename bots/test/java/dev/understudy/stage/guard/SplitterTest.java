package dev.understudy.stage.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.chat.Turn;
import dev.understudy.chat.text.Visible;
import java.text.BreakIterator;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitterTest {
    @Property(tries = 3000)
    @Domain(Oddities.class)
    @Domain(DomainContext.Global.class)
    void saysEverythingInMessagesThatFitAndCanBeSeen(
            @ForAll String text,
            @ForAll @IntRange(min = 16, max = 120) int limit,
            @ForAll @IntRange(min = 1, max = 5) int burst) {
        String reply = Turn.canonicalText(text).replace("```", "'''");
        List<String> messages = new Splitter(limit, burst).split(reply);
        assertThat(messages)
                .allSatisfy(
                        message -> {
                            assertThat(message).hasSizeBetween(1, limit);
                            assertThat(Visible.anyIn(message)).isTrue();
                            assertThat(Turn.canonicalText(message)).isEqualTo(message);
                        });
        assertThat(visible(String.join("", messages))).isEqualTo(visible(reply));
    }

    /// What can be seen: pieces with nothing to see are left out.
    private static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        text.codePoints()
                .mapToObj(Character::toString)
                .filter(Visible::anyIn)
                .forEach(visible::append);
        return visible.toString();
    }

    @Property(tries = 1000)
    @Domain(Oddities.class)
    @Domain(DomainContext.Global.class)
    void blocksOfCodeAreClosedInEveryMessage(
            @ForAll String text, @ForAll @IntRange(min = 24, max = 60) int limit) {
        String code = Turn.canonicalText(text).replace("`", "'");
        String reply = "look:\n```java\n" + code + "\nend\n```\nok";
        List<String> messages = new Splitter(limit, 5).split(reply);
        assertThat(messages).allSatisfy(message -> assertThat(message).hasSizeBetween(1, limit));
        assertThat(messages)
                .allSatisfy(message -> assertThat(message.split("```", -1).length % 2).isOne());
        String joined = String.join("", messages).replaceAll("```(java)?", "");
        assertThat(visible(joined)).isEqualTo(visible("look:" + code + "endok"));
    }

    @Test
    void everyLineIsAMessageAndTheLastHoldsTheRest() {
        assertThat(new Splitter(2000, 3).split("hey\nare you there\nhello\n?"))
                .containsExactly("hey", "are you there", "hello\n?");
        assertThat(new Splitter(2000, 3).split("hey\n \nyou")).containsExactly("hey", "you");
        assertThat(new Splitter(2000, 3).split(" \n\u200B")).isEmpty();
    }

    @Test
    void blocksOfCodeStayWhole() {
        assertThat(new Splitter(2000, 3).split("so:\n```\nint a;\nint b;\n```\nyes"))
                .containsExactly("so:", "```\nint a;\nint b;\n```", "yes");
        assertThat(new Splitter(20, 3).split("```c\nint a;\nint bc;\nint d;\n```"))
                .containsExactly("```c\nint a;\n```", "```c\nint bc;\n```", "```c\nint d;\n```");
    }

    @Test
    void longTextIsCutAtSentencesThenAtSpaces() {
        assertThat(new Splitter(24, 3).split("One is here. \"Two is.\" Three is a very long one!"))
                .containsExactly("One is here. \"Two is.\"", "Three is a very long", "one!");
        assertThat(new Splitter(16, 3).split("这是第一句话。这是第二句话！这是第三句话呢？好"))
                .containsExactly("这是第一句话。这是第二句话！", "这是第三句话呢？好");
        assertThat(new Splitter(20, 3).split("هل أنت هنا؟ نعم أنا هنا الآن"))
                .containsExactly("هل أنت هنا؟", "نعم أنا هنا الآن");
        assertThat(new Splitter(16, 3).split("it is 3.14159 and v2.0.1 ok"))
                .containsExactly("it is 3.14159", "and v2.0.1 ok");
    }

    @ParameterizedTest
    @ValueSource(strings = {"😀", "👩‍👩‍👧‍👦", "🇩🇪", "👍🏽", "e\u0301", "❤\uFE0F", "각"})
    void neverTearsWhatPeopleSeeAsOne(String seen) {
        List<String> messages = new Splitter(2000, 3).split(seen.repeat(4000));
        assertThat(messages).hasSize((4000 - 1) / (2000 / seen.length()) + 1);
        assertThat(messages)
                .allSatisfy(
                        message -> {
                            assertThat(message.length() % seen.length()).isZero();
                            BreakIterator characters =
                                    BreakIterator.getCharacterInstance(Locale.ROOT);
                            characters.setText(message);
                            assertThat(characters.following(0)).isEqualTo(seen.length());
                        });
    }

    @Test
    void cutsAWordWithoutEndAndALetterWithoutEnd() {
        assertThat(new Splitter(4096, 3).split("x".repeat(10_000)))
                .extracting(String::length)
                .containsExactly(4096, 4096, 1808);
        assertThat(new Splitter(100, 3).split("a" + "\u0301".repeat(250)))
                .allSatisfy(message -> assertThat(message).hasSizeLessThanOrEqualTo(100));
        assertThat(String.join("", new Splitter(2000, 3).split("שלום".repeat(3000))))
                .hasSize(12_000);
    }

    @Test
    void refusesLimitsThatNothingFitsIn() {
        assertThatThrownBy(() -> new Splitter(15, 3)).hasMessageContaining("limit is 15");
        assertThatThrownBy(() -> new Splitter(100, 0)).hasMessageContaining("burst is 0");
    }
}
