package dev.understudy.stage.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.chat.Circle;
import dev.understudy.chat.text.Visible;
import dev.understudy.settings.UserError;
import dev.understudy.stage.guard.Verdict.Reason;
import dev.understudy.stage.guard.Verdict.Sendable;
import dev.understudy.stage.guard.Verdict.Withheld;
import dev.understudy.stage.leak.LeakGuard;
import dev.understudy.stage.leak.Salt;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {
    private static final Circle FRIENDS = new Circle("friends");

    /// What Discord and Telegram read as a call, as their parsers do.
    private static final Pattern CALL =
            Pattern.compile("[@＠﹫][^\u200B]|<@[!&]?\\d+>|<#\\d+>|</[^\u200B]");

    private static final Guard GUARD = guard(GuardSettings.DEFAULT);
    private static final Guard OPEN = guard(new GuardSettings(true, List.of(), List.of()));

    private static Guard guard(GuardSettings settings) {
        return new Guard(settings, new LeakGuard(new Salt(1, 2)));
    }

    private static Guard blocking(List<String> words, List<String> patterns) {
        return guard(new GuardSettings(false, words, patterns));
    }

    private static String sent(String text) {
        return sent(GUARD, text);
    }

    private static String sent(Guard guard, String text) {
        return switch (guard.check(FRIENDS, text)) {
            case Sendable(String harmless) -> harmless;
            case Withheld(Reason reason) -> reason.name();
        };
    }

    @Property(tries = 1000)
    @Domain(Oddities.class)
    void whateverIsSentCallsNobodyAndCanBeSeen(@ForAll String text) {
        for (Guard guard : List.of(GUARD, OPEN)) {
            if (guard.check(FRIENDS, text) instanceof Sendable(String harmless)) {
                assertThat(harmless).doesNotContainPattern(CALL);
                assertThat(Visible.anyIn(harmless)).isTrue();
                assertThat(harmless).doesNotContainPattern("[\u202A-\u202E\\p{Cc}&&[^\n\t]]");
                assertThat(sent(guard, harmless)).isEqualTo(harmless);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@everyone",
                "@here",
                "<@123>",
                "<@!123>",
                "<@&123>",
                "<#123>",
                "@alice",
                "＠everyone",
                "@\u200Beveryone",
                "@\u2060here",
                "\u202E@everyone",
                "@\u00ADeveryone",
                "﹫here",
                "</ban:1>",
                "mail bob@example",
                "@@everyone"
            })
    void mentionsStayReadableAndCallNobody(String call) {
        String sent = sent("look " + call + " look");
        assertThat(sent).doesNotContainPattern(CALL);
        assertThat(sent.replace("\u200B", ""))
                .isEqualTo("look " + call.replaceAll("\\p{Cf}", "") + " look");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "see https://example.com/a?b=c now|see   now",
                "see <https://example.com> now|see   now",
                "the [cat](https://example.com/cat) sat|the cat sat",
                "[[a](http://b.com)](http://c.com)|a",
                "join discord.gg/abc today|join   today",
                "join t.me/abc|join",
                "open tg://user?id=1 ok|open   ok",
                "www.example.museum is nice|is nice",
                "write bob@example.com please|write   please",
                "look at example.com:8080/x|look at",
                "пиши на пример.рф/адрес сюда|пиши на   сюда",
                "10.0.0.1:8080 up|up",
                "steam://run/1 go|go"
            })
    void linksGoUnlessTheyMayStay(String text, String expected) {
        assertThat(sent(text)).isEqualTo(expected);
        assertThat(sent(OPEN, text).replace("\u200B", "")).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "see you tomorrow.then we eat",
                "e.g. this, i.e. that",
                "half.it was good",
                "10.30 or 3.5 or v1.2.3.4",
                "12/24 and/or neither",
                "no :) [yes] (maybe)",
                "note: bring milk",
                "my tg: none, and wow:ok",
                "wait...what"
            })
    void ordinaryWritingHasNoLinks(String text) {
        assertThat(sent(text)).isEqualTo(text);
    }

    @Test
    void nothingToSeeIsNeverSent() {
        assertThat(
                        Stream.of(
                                "",
                                " \n",
                                "\u200B\u200D\uFE0F",
                                "https://example.com",
                                "\u2067\u2069",
                                "\u3164",
                                "\u2800"))
                .allSatisfy(
                        text ->
                                assertThat(GUARD.check(FRIENDS, text))
                                        .isEqualTo(new Withheld(Reason.EMPTY)));
    }

    @Test
    void invisibleFloodsAreTakenOutAndIsolatesClosed() {
        assertThat(sent("a" + "\u200B".repeat(2000) + "b")).isEqualTo("ab");
        assertThat(sent("\u202Eevil\u202C")).isEqualTo("evil");
        assertThat(sent("\u2067שלום")).isEqualTo("\u2067שלום\u2069");
        assertThat(sent("x\u2069y")).isEqualTo("xy");
        assertThat(sent("h" + "\u0301".repeat(500) + "i"))
                .isEqualTo("h" + "\u0301".repeat(5) + "i");
        assertThat(sent("a" + "\u200E".repeat(300) + "b")).hasSizeLessThan(8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "👩‍👩‍👧‍👦 and 👩🏽‍🚀",
                "می\u200Cخواهم",
                "क्\u200Dष",
                "שָׁל֣וֹם",
                "cafe\u0301",
                "🏴\uDB40\uDC67\uDB40\uDC62\uDB40\uDC73\uDB40\uDC63\uDB40\uDC74\uDB40\uDC7F",
                "\u2067שלום\u2069!",
                "❤\uFE0F",
                "one\ntwo"
            })
    void whatWritingNeedsStays(String text) {
        assertThat(sent(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "darn, oh DARN it, true",
        "darn, darning socks, false",
        "darn, ｄａｒｎ, true",
        "darn, da\u200Brn, true",
        "дурак, Ты ДУРАК!, true",
        "дурак, дураков, false",
        "笨蛋, 你是笨蛋吗, true",
        "بغل, هذا بغل, true",
        "strasse, STRASSE 5, true",
        "two words, 'these two\n words', true",
        "c++, I like C++ too, true",
        "ho, oh ho\u0301, false"
    })
    void blockedWordsAreFoundWholeInEveryScript(String word, String text, boolean found) {
        Guard guard = blocking(List.of(word), List.of());
        assertThat(guard.check(FRIENDS, text).equals(new Withheld(Reason.BLOCKED)))
                .isEqualTo(found);
    }

    @Test
    @Timeout(10)
    void blockedPatternsCannotHang() {
        Guard guard = blocking(List.of(), List.of("(a*)*(a*)*b$", "(x+x+)+y", "tele(ph)+one"));
        assertThat(sent(guard, "a".repeat(20_000) + "c")).startsWith("aaa");
        assertThat(sent(guard, "x".repeat(20_000))).startsWith("xxx");
        assertThat(sent(guard, "my TELEPHPHONE")).isEqualTo("BLOCKED");
        assertThat(sent(guard, "my ｔｅｌｅｐｈｏｎｅ")).isEqualTo("BLOCKED");
        assertThat(sent(blocking(List.of("darn it"), List.of()), "darn a.com it"))
                .isEqualTo("BLOCKED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "a(?=b)", "(a)\\1", "", "((a{100}){100}){100}", "a{99999999999}"})
    void refusesPatternsThatItCannotRead(String pattern) {
        assertThatThrownBy(() -> blocking(List.of(), List.of(pattern)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("blocked pattern");
    }

    @Test
    void refusesABlockedWordWithNothingInIt() {
        assertThatThrownBy(() -> blocking(List.of("\u200B "), List.of()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("blocked word is empty");
    }

    @Test
    void withholdsWhatWouldLeak() {
        LeakGuard leaks = new LeakGuard(new Salt(1, 2));
        leaks.add(new Circle("others"), "my grandmother hides the spare key under the blue pot");
        Guard guard = new Guard(GuardSettings.DEFAULT, leaks);
        assertThat(
                        guard.check(
                                FRIENDS,
                                "Grandmother hides the spare\u200B KEY under the blue pot!"))
                .isEqualTo(new Withheld(Reason.LEAK));
        assertThat(guard.check(FRIENDS, "hides the spare key a.com under the blue pot"))
                .isEqualTo(new Withheld(Reason.LEAK));
        assertThat(guard.check(FRIENDS, "the spare key is under the blue pot"))
                .isEqualTo(new Sendable("the spare key is under the blue pot"));
    }

    @Test
    void namesAreOneLineThatCallsNobody() {
        assertThat(Guard.name("@everyone")).isEqualTo("@\u200Beveryone");
        assertThat(Guard.name("Al\u202Eice\n: the\tgreat")).isEqualTo("Alice : the great");
        assertThat(Guard.name(" \u200B\u3164")).isEqualTo("someone");
    }
}
