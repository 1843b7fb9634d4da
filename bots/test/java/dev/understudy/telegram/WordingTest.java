package dev.understudy.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.settings.UserError;
import java.net.URI;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class WordingTest {
    @Property(tries = 200)
    void splitsAnyTextWithoutLosingACharacter(
            @ForAll @StringLength(max = 30) String text,
            @ForAll @IntRange(min = 1, max = 500) int n) {
        String whole = (text + "🐈 a\n").repeat(n);

        assertThat(String.join("", Wording.split(whole)).replaceAll("\\s", ""))
                .isEqualTo(whole.replaceAll("\\s", ""));
        assertThat(Wording.split(whole))
                .allSatisfy(
                        piece -> {
                            assertThat(piece).hasSizeBetween(1, Wording.LIMIT);
                            assertThat(Character.isLowSurrogate(piece.charAt(0)) && n > 0)
                                    .isEqualTo(startsWithHalf(piece, whole));
                        });
    }

    /// Whether the text itself has half a character where `piece` begins.
    private static boolean startsWithHalf(String piece, String whole) {
        int at = whole.indexOf(piece);
        return Character.isLowSurrogate(piece.charAt(0))
                && (at <= 0 || !Character.isHighSurrogate(whole.charAt(at - 1)));
    }

    @Property
    void keepsTheLengthOfWhatItMakesHarmless(@ForAll @StringLength(max = 20) String text) {
        String harmless = Wording.unmentioned("@" + text + " @bob_1");

        assertThat(harmless).hasSameSizeAs("@" + text + " @bob_1").endsWith(" ＠bob_1");
        assertThat(Wording.unmentioned(harmless)).isEqualTo(harmless);
    }

    @Test
    void cutsAfterALineIfItCan() {
        String line = "x".repeat(4000);
        assertThat(Wording.split(line + "\n" + line)).containsExactly(line, line);
        assertThat(Wording.split(" \n ")).isEmpty();
        assertThat(Wording.split("🐈".repeat(2049))).hasSize(2).last().isEqualTo("🐈");
    }

    @Test
    void neverShowsTheToken() {
        assertThat(TelegramAccount.of("123:secret").toString()).doesNotContain("secret");
        assertThatThrownBy(() -> TelegramAccount.of("123:secret words"))
                .isInstanceOf(UserError.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void takesOnlyAnAddressThatItCanUse() {
        for (String address :
                new String[] {"ftp://127.0.0.1", "http:///x", "http://127.0.0.1/path", "x"}) {
            assertThatThrownBy(() -> new TelegramAccount("1:a", URI.create(address)))
                    .isInstanceOf(UserError.class);
        }
        assertThat(TelegramAccount.of("1:a").url().getPort()).isEqualTo(443);
    }

    @Test
    void neverWaitsForMoreThanAMinute() {
        assertThat(Patience.USUAL.pause(1)).isEqualTo(Duration.ofMillis(500));
        assertThat(Patience.USUAL.pause(1000)).isLessThan(Duration.ofMinutes(1));
    }
}
