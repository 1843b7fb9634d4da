package dev.understudy.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Transcript;
import dev.understudy.chat.Turn;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TranscriptEncoderTest {
    /// Knows merges that would join line ends with each other, if they were ever encoded together.
    private static final Tokenizer TOKENIZER =
            Tokenizer.of(
                    TokenizerTest.vocabulary(
                            List.of("ĊĊ", "Ġt", "AL"), List.of("Ċ Ċ", "Ġ t", "A L")));

    private static final TranscriptEncoder ENCODER = new TranscriptEncoder(TOKENIZER);
    private static final int LINE_END = 198;

    @Test
    void aPromptHasTheTokensThatTrainingSaw() {
        Turn turn = turn("Alice", "to be");
        int[] header = ENCODER.encodeHeader(turn.speaker());
        int[] whole = ENCODER.encodeTurn(turn);
        assertThat(whole).startsWith(header).endsWith(LINE_END, LINE_END);
        assertThat(ENCODER.endOfTurn()).containsExactly(LINE_END, LINE_END);
        assertThat(TOKENIZER.decode(header)).isEqualTo("ALICE:\n");
        assertThat(ENCODER.endOfConversation()).isEqualTo(TOKENIZER.endOfText());
    }

    @Property(tries = 500)
    void turnByTurnIsTheSameAsTheWholeTranscript(@ForAll("conversations") List<Turn> turns) {
        List<Integer> apart = new ArrayList<>();
        for (int[] ids : ENCODER.encodeTurns(turns)) {
            for (int id : ids) {
                apart.add(id);
            }
        }
        // A word after the last blank line, as in the middle of a conversation.
        int[] together = TOKENIZER.encode(Transcript.render(turns) + "X");
        assertThat(apart).hasSize(together.length - 1);
        for (int i = 0; i < apart.size(); i++) {
            assertThat(apart.get(i)).isEqualTo(together[i]);
        }
        assertThat(TOKENIZER.decode(together)).isEqualTo(Transcript.render(turns) + "X");
    }

    @Provide
    Arbitrary<List<Turn>> conversations() {
        Arbitrary<String> anything =
                Arbitraries.integers().between(0, 0x10FFFF).map(Character::toString);
        Arbitrary<String> traps =
                Arbitraries.of(
                        "\n",
                        "\n ",
                        "  ",
                        ":",
                        "ALICE:",
                        "<|endoftext|>",
                        "'s",
                        "1",
                        "\u00A0",
                        "\u0301",
                        "\u200E",
                        "\u3000",
                        "\t",
                        "🐈",
                        "\u180E",
                        "\u200B");
        Arbitrary<String> text =
                Arbitraries.oneOf(traps, traps, anything, Arbitraries.strings().ascii())
                        .list()
                        .ofMaxSize(8)
                        .map(pieces -> String.join("", pieces));
        return Combinators.combine(text, text.map(t -> t + "."))
                .as(TranscriptEncoderTest::turn)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    private static Turn turn(String name, String text) {
        return Turn.of(SpeakerName.of(name), text).orElseThrow();
    }
}
