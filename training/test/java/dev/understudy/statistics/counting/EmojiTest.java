package dev.understudy.statistics.counting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EmojiTest {
    private static List<String> in(String text) {
        List<String> found = new ArrayList<>();
        Emoji.forEach(text, found::add);
        return found;
    }

    @Test
    void findsWholeSequences() {
        assertThat(in("hi 😀😀, 👍🏽 and 👩‍👩‍👧‍👦! 🇩🇪🇫🇷 🏳️‍🌈 ❤️‍🔥"))
                .containsExactly(
                        "😀", "😀", "👍🏽", "👩‍👩‍👧‍👦", "🇩🇪", "🇫🇷", "🏳️‍🌈", "❤️‍🔥");
    }

    @Test
    void spellsWhatAppsSpellDifferentlyInOneWay() {
        assertThat(in("❤ ❤️")).containsExactly("❤️", "❤️");
        assertThat(in("❤\uFE0E ✔\uFE0E")).isEmpty();
    }

    @Test
    void nothingThatSpellsAWordIsAnEmoji() {
        String tagged =
                "🏴"
                        + "secret"
                                .codePoints()
                                .collect(
                                        StringBuilder::new,
                                        (text, c) -> text.appendCodePoint(0xE0000 + c),
                                        StringBuilder::append)
                        + "\uDB40\uDC7F";
        assertThat(in(tagged)).containsExactly("🏴");
        String wales = "🏴\uDB40\uDC67\uDB40\uDC62\uDB40\uDC77\uDB40\uDC6C\uDB40\uDC73\uDB40\uDC7F";
        assertThat(in(wales)).containsExactly(wales);
        assertThat(in("1️⃣2️⃣ © ™ a# * 漢字 ↔ 🇩 ‼ \uD83D")).isEmpty();
    }

    @Property
    void holdNoLetterOrDigitWhateverIsWritten(@ForAll String text) {
        assertThat(in(text + "😀"))
                .isNotEmpty()
                .noneMatch(found -> found.codePoints().anyMatch(Character::isLetterOrDigit));
    }
}
