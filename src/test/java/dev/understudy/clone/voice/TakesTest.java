package dev.understudy.clone.voice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chat.Circle;
import dev.understudy.chat.SpeakerName;
import dev.understudy.clone.ContextWindow;
import dev.understudy.clone.ModelCard;
import dev.understudy.clone.Speaker;
import dev.understudy.clone.Tokens;
import dev.understudy.generation.TextModel;
import dev.understudy.generation.guess.Ngrams;
import dev.understudy.model.shared.SharedModel;
import dev.understudy.model.shared.Usage;
import dev.understudy.sampling.Sampler;
import dev.understudy.sampling.Sampling;
import dev.understudy.tokenizer.Tokenizer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TakesTest {
    private static final SpeakerName ALICE = SpeakerName.of("Alice");
    private static final Tokenizer BYTES = Tokens.bytes();
    private static final ModelCard CARD =
            new ModelCard(
                    ModelCard.FORMAT_VERSION,
                    new Circle("friends"),
                    List.of(
                            new Speaker(ALICE, "Alice", 3),
                            new Speaker(SpeakerName.of("Bob B"), "Bob", 2)),
                    "test",
                    1,
                    "none",
                    Optional.empty(),
                    Map.of(),
                    Instant.EPOCH);

    /// All letters are as likely from Alice, and b is what Bob would say.
    private static float[] lettersOfAliceAndBob(List<Integer> read) {
        String text = BYTES.decode(read.stream().mapToInt(id -> id).toArray());
        float[] scores = new float[BYTES.vocabularySize()];
        Arrays.fill(scores, -50);
        String said = text.substring(text.lastIndexOf(":\n") + 2);
        if (!said.isEmpty()) {
            scores[BYTES.encode("\n")[0]] = 50;
            return scores;
        }
        for (String letter : List.of("a", "b", "c")) {
            boolean bobs = letter.equals("b") && text.endsWith("BOB B:\n");
            scores[BYTES.encode(letter)[0]] = bobs ? 4 : 0;
        }
        return scores;
    }

    @Test
    void ofSeveralRepliesTheOneIsSaidThatIsMostTheSpeakersOwn() {
        for (int candidates : new int[] {1, 8}) {
            FakeModel model =
                    new FakeModel(BYTES.vocabularySize(), 200, TakesTest::lettersOfAliceAndBob);
            TextModel text = new TextModel(new SharedModel(model), Tokens.bytes());
            StringBuilder heard = new StringBuilder();
            StringBuilder said = new StringBuilder();
            try (Voice voice = new EmbeddedVoice(text, CARD, Ngrams.NONE, candidates, Usage.NONE)) {
                for (int seed = 0; seed < 30; seed++) {
                    Sampler sampler =
                            new Sampler(Sampling.DEFAULT.withTemperature(1).withSeed(seed));
                    ContextWindow window = new ContextWindow();
                    said.append(voice.reply(ALICE, window, sampler, heard::append).text());
                }
            }
            assertThat(heard).hasToString(said.toString());
            assertThat(said.indexOf("b") >= 0).as("%d", candidates).isEqualTo(candidates == 1);
            assertThat(model.openDecoders()).isZero();
        }
    }
}
