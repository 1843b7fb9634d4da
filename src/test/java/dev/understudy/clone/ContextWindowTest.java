package dev.understudy.clone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Transcript;
import dev.understudy.chat.Turn;
import dev.understudy.settings.UserError;
import dev.understudy.tokenizer.Tokenizer;
import dev.understudy.tokenizer.TranscriptEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ContextWindowTest {
    private static final SpeakerName ALICE = SpeakerName.of("Alice");
    private static final SpeakerName BOB = SpeakerName.of("Bob");
    private static final Tokenizer TOKENIZER = Tokens.bytes();
    private static final TranscriptEncoder ENCODER = new TranscriptEncoder(TOKENIZER);

    /// The prompt is the end of the whole transcript, begun at the first turn that fits.
    @Property(tries = 500)
    void rendersTheLatestTurnsThatFit(
            @ForAll @Size(max = 12) List<@StringLength(max = 20) String> texts,
            @ForAll @IntRange(min = 7, max = 200) int budget) {
        ContextWindow window = new ContextWindow();
        List<Turn> turns = new ArrayList<>();
        texts.forEach(text -> Turn.of(BOB, text).ifPresent(turns::add));
        turns.forEach(window::add);
        int[] prompt = window.prompt(ENCODER, ALICE, budget);
        assertThat(prompt).hasSizeLessThanOrEqualTo(budget);
        int kept = fitting(turns, budget - 7);
        String latest = Transcript.render(turns.subList(turns.size() - kept, turns.size()));
        if (kept > 0 || turns.isEmpty()) {
            boolean whole = kept == turns.size() && 7 + utf8(latest) < budget;
            assertThat(TOKENIZER.decode(prompt))
                    .isEqualTo((whole ? Tokenizer.END_OF_TEXT : "") + latest + "ALICE:\n");
        } else {
            assertThat(TOKENIZER.decode(prompt)).endsWith("ALICE:\n");
        }
    }

    private static int fitting(List<Turn> turns, int room) {
        int kept = 0;
        while (kept < turns.size()
                && utf8(Transcript.render(turns.subList(turns.size() - kept - 1, turns.size())))
                        <= room) {
            kept++;
        }
        return kept;
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    @Test
    void promptsGoOnFromEachOtherUntilTheOlderHalfIsLeftOut() {
        ContextWindow window = new ContextWindow();
        int[] header = ENCODER.encodeHeader(ALICE);
        int[] before = {};
        int cuts = 0;
        for (int i = 0; i < 100; i++) {
            window.add("m" + i, Instant.EPOCH.plusSeconds(i), turn("number " + i));
            window.add("a" + i, Instant.EPOCH.plusSeconds(i), new Turn(ALICE, "yes"));
            int[] prompt = window.prompt(ENCODER, ALICE, 400);
            int same = Arrays.mismatch(prompt, before);
            boolean cut = same < before.length - header.length;
            cuts += cut && i > 0 ? 1 : 0;
            assertThat(prompt.length).isBetween(cut ? 150 : 0, cut ? 200 : 400);
            before = prompt;
        }
        assertThat(cuts).isBetween(8, 20);
    }

    @Test
    void cutsATurnThatIsTooLongFromItsFront() {
        ContextWindow window = new ContextWindow();
        window.add(turn("old"));
        window.add(turn("x".repeat(1_000_000) + "0123456789"));
        assertThat(TOKENIZER.decode(window.prompt(ENCODER, ALICE, 22)))
                .isEqualTo("BOB:\n23456789\n\nALICE:\n");
    }

    /// A cut right before a line end would make a blank line of the header's own and that one.
    @Property(tries = 500)
    void aTurnThatIsCutStaysItsSpeakers(
            @ForAll @IntRange(min = 15, max = 90) int budget, @ForAll @IntRange(max = 3) int gap) {
        Tokenizer tokenizer = gap == 0 ? Tokens.words() : TOKENIZER;
        ContextWindow window = new ContextWindow();
        window.add(turn(("so" + " \u00A0\t".repeat(gap) + "\nALICE:\nI lied\n").repeat(40)));
        int[] prompt = window.prompt(new TranscriptEncoder(tokenizer), ALICE, budget);
        String text = tokenizer.decode(prompt);
        assertThat(text).endsWith("\n\nALICE:\n").startsWith("BOB:\n");
        assertThat(Transcript.parse(text))
                .singleElement()
                .satisfies(turn -> assertThat(turn.speaker()).isEqualTo(BOB));
    }

    @Test
    void leavesOutATurnOfWhichOnlyTheHeaderWouldFit() {
        ContextWindow window = new ContextWindow();
        window.add(turn("hello"));
        assertThat(TOKENIZER.decode(window.prompt(ENCODER, ALICE, 14))).isEqualTo("ALICE:\n");
        assertThat(TOKENIZER.decode(window.prompt(ENCODER, ALICE, 15)))
                .isEqualTo("BOB:\no\n\nALICE:\n");
    }

    @Test
    void refusesANameThatFillsThePrompt() {
        SpeakerName endless = SpeakerName.of("A".repeat(80));
        assertThatThrownBy(() -> new ContextWindow().prompt(ENCODER, endless, 32))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("takes 82 tokens, and this model reads 32");
    }

    @Test
    void forgetsTheOldestAndOnRequestAll() {
        ContextWindow window = new ContextWindow();
        IntStream.range(0, 300).forEach(i -> window.add(turn("no " + i)));
        assertThat(window.turns()).hasSize(256);
        assertThat(window.turns().getFirst().text()).isEqualTo("no 44");
        assertThat(TOKENIZER.decode(window.prompt(ENCODER, ALICE, 100_000))).startsWith("BOB:");
        window.clear();
        assertThat(window.turns()).isEmpty();
        assertThat(TOKENIZER.decode(window.prompt(ENCODER, ALICE, 100)))
                .isEqualTo(Tokenizer.END_OF_TEXT + "ALICE:\n");
    }

    @Test
    void aBurstIsOneTurnAndASilenceEndsAConversation() {
        ContextWindow window = new ContextWindow();
        say(window, "1", 0, BOB, "hi");
        say(window, "2", 60, BOB, "all");
        say(window, "3", 90, ALICE, "hey");
        say(window, "4", 400, ALICE, "anyone?");
        say(window, "5", 4100, BOB, "me");
        assertThat(TOKENIZER.decode(window.prompt(ENCODER, ALICE, 100)))
                .isEqualTo(
                        """
                        <|endoftext|>BOB:
                        hi
                        all

                        ALICE:
                        hey

                        ALICE:
                        anyone?

                        <|endoftext|>BOB:
                        me

                        ALICE:
                        """);
        assertThat(window.turns()).hasSize(4);
    }

    @Test
    void followsWhatIsEditedAndDeleted() {
        ContextWindow window = new ContextWindow();
        say(window, "1", 0, BOB, "hi");
        say(window, "2", 400, ALICE, "hye");
        say(window, "3", 800, BOB, "what?");
        assertThat(window.add("3", Instant.EPOCH, turn("told twice"))).isFalse();
        window.edit("2", "hey");
        window.edit("9", "never was");
        window.remove("3");
        assertThat(Transcript.render(window.turns())).isEqualTo("BOB:\nhi\n\nALICE:\nhey\n\n");
        window.remove(BOB);
        assertThat(Transcript.render(window.turns())).isEqualTo("ALICE:\nhey\n\n");
        window.edit("2", " \u0007 ");
        assertThat(window.turns()).isEmpty();
    }

    private static void say(
            ContextWindow window, String id, long second, SpeakerName who, String text) {
        Turn turn = Turn.of(who, text).orElseThrow();
        assertThat(window.add(id, Instant.ofEpochSecond(second), turn)).isTrue();
    }

    private static Turn turn(String text) {
        return Turn.of(BOB, text).orElseThrow();
    }
}
