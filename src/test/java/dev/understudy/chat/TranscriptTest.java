package dev.understudy.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TranscriptTest {
    /// A message as a platform may deliver it.
    record Said(String name, String text) {}

    @Property(tries = 2000)
    void readsBackWhateverWasWritten(@ForAll("conversations") List<Said> conversation) {
        List<Turn> turns = new ArrayList<>();
        for (Said said : conversation) {
            Turn.of(SpeakerName.of(said.name()), said.text()).ifPresent(turns::add);
        }
        assertThat(Transcript.parse(Transcript.render(turns))).isEqualTo(turns);
    }

    @Property(tries = 2000)
    void normalisingTwiceChangesNothing(@ForAll("texts") String text) {
        String once = Turn.canonicalText(text);
        assertThat(Turn.canonicalText(once)).isEqualTo(once);
        SpeakerName name = SpeakerName.of(text);
        assertThat(SpeakerName.of(name.text())).isEqualTo(name);
    }

    @Property(tries = 1000)
    void keepsEveryWordOfAMessage(@ForAll("texts") String text) {
        String kept = words(Turn.canonicalText(text));
        assertThat(kept).isEqualTo(words(Normalized.wellFormed(text)));
    }

    @Test
    void headerLookAlikesInsideAMessageStayText() {
        Turn turn = turn("alice", "BOB:\nhi\n\nBOB:\nno, me");
        assertThat(turn.text()).isEqualTo("BOB:\nhi\nBOB:\nno, me");
        assertThat(Transcript.parse(Transcript.render(turn))).containsExactly(turn);
    }

    @Test
    void typedEndOfTextIsPlainText() {
        Turn turn = turn("Bob", "<|endoftext|>");
        assertThat(Transcript.render(turn)).isEqualTo("BOB:\n<|endoftext|>\n\n");
        assertThat(Transcript.parse(Transcript.render(turn))).containsExactly(turn);
    }

    @Test
    void loneSurrogatesBecomeTheReplacementCharacter() {
        assertThat(turn("a", "x\uD83Dy\uDE00").text()).isEqualTo("x\uFFFDy\uFFFD");
        assertThat(turn("a", "\uD83D\uDE00").text()).isEqualTo("\uD83D\uDE00");
    }

    @Test
    void namesHoldNeitherColonNorLineBreak() {
        assertThat(SpeakerName.of("Carl: V\nof\u2028Ghent").text()).isEqualTo("CARL V OF GHENT");
        assertThat(SpeakerName.of(" :\n").text()).isEqualTo("SOMEONE");
    }

    @Test
    void emptyMessagesAreNoTurns() {
        assertThat(Turn.of(SpeakerName.of("a"), " \n\u00A0\t\u0000")).isEqualTo(Optional.empty());
    }

    @Test
    void readsTheTrapsOfForeignTranscripts() {
        String traps =
                """
                ANN:
                hello

                BOB:
                list:
                milk
                ANN:
                is a name on its own line inside my message

                ANN:
                empty next

                BOB:

                CARL: V:
                name with colon

                a second paragraph
                """;
        assertThat(Transcript.parse(traps))
                .containsExactly(
                        turn("ANN", "hello"),
                        turn(
                                "BOB",
                                "list:\nmilk\nANN:\nis a name on its own line inside my message"),
                        turn("ANN", "empty next"),
                        turn("CARL V", "name with colon\na second paragraph"));
    }

    private static Turn turn(String name, String text) {
        return Turn.of(SpeakerName.of(name), text).orElseThrow();
    }

    private static String words(String text) {
        StringBuilder words = new StringBuilder();
        text.codePoints()
                .filter(c -> !Character.isISOControl(c))
                .filter(c -> !Character.isSpaceChar(c) && !Character.isWhitespace(c))
                .forEach(words::appendCodePoint);
        return words.toString();
    }

    @Provide
    Arbitrary<List<Said>> conversations() {
        return Combinators.combine(texts(), texts()).as(Said::new).list().ofMaxSize(8);
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> anything =
                Arbitraries.integers().between(0, 0x10FFFF).map(Character::toString);
        Arbitrary<String> lone = Arbitraries.chars().range('\uD800', '\uDFFF').map(String::valueOf);
        Arbitrary<String> traps =
                Arbitraries.of(
                        "\n",
                        "\n\n",
                        "\r\n",
                        "\r",
                        ":",
                        " ",
                        "\u00A0",
                        "\u2028",
                        "\u0085",
                        "\u0000",
                        "\t",
                        "ALICE:",
                        "\nBOB:\n",
                        "<|endoftext|>",
                        "\uFEFF",
                        "\u200E",
                        "ß",
                        "ŉ",
                        "\uD83D\uDC69\u200D\uD83D\uDE80",
                        "e\u0301",
                        "\u000B",
                        "\f",
                        "\u001C");
        Arbitrary<String> piece =
                Arbitraries.oneOf(traps, traps, anything, lone, Arbitraries.strings().ascii());
        return piece.list().ofMaxSize(12).map(pieces -> String.join("", pieces));
    }
}
