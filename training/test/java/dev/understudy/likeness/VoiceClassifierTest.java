package dev.understudy.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.understudy.cast.ChatGenerator;
import dev.understudy.cast.InventedTurns;
import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Turn;
import java.util.List;
import org.junit.jupiter.api.Test;

class VoiceClassifierTest {
    private static final SpeakerName ALICE = SpeakerName.of("Alice");
    private static final SpeakerName BOB = SpeakerName.of("Bob");

    private static Turn turn(SpeakerName speaker, String text) {
        return Turn.of(speaker, text).orElseThrow();
    }

    @Test
    void attributesHeldOutLinesOfTheInventedChat() {
        List<Turn> turns = InventedTurns.of(ChatGenerator.demo().posts(200).toList());
        int cut = turns.size() * 9 / 10;
        VoiceClassifier classifier = VoiceClassifier.train(turns.subList(0, cut));
        double accuracy = classifier.accuracy(turns.subList(cut, turns.size()));
        System.getLogger("likeness").log(System.Logger.Level.INFO, "held-out accuracy " + accuracy);
        assertThat(accuracy).isGreaterThan(0.95); // chance is 0.2
    }

    @Test
    void sharesOutAllProbability() {
        VoiceClassifier classifier =
                VoiceClassifier.train(List.of(turn(ALICE, "Quite so."), turn(BOB, "yeah lol")));
        assertThat(classifier.likeliest("lol")).isEqualTo(BOB);
        assertThat(classifier.likeliest("Quite.")).isEqualTo(ALICE);
        assertThat(classifier.probabilities("yeah").values().stream().mapToDouble(p -> p).sum())
                .isCloseTo(1, within(1e-9));
    }

    /// "a" has 7 features, of which both know the line end twice; each of the other five is 11
    /// times likelier of whoever said it: (1 + 0.1) / 0.1.
    @Test
    void isAsSureAsAHandComputes() {
        VoiceClassifier classifier =
                VoiceClassifier.train(List.of(turn(ALICE, "a"), turn(BOB, "b")));
        double odds = Math.pow(11, 5);
        assertThat(classifier.probabilities("a").get(BOB)).isCloseTo(1 / (1 + odds), within(1e-12));
    }

    @Test
    void staysFiniteOnLongAndStrangeTexts() {
        VoiceClassifier classifier =
                VoiceClassifier.train(List.of(turn(ALICE, "Quite so."), turn(BOB, "yeah lol")));
        assertThat(classifier.probabilities("🥖 ".repeat(10_000)).values())
                .allSatisfy(p -> assertThat(p).isBetween(0.0, 1.0));
        assertThat(classifier.probabilities("")).hasSize(2);
    }

    @Test
    void talkingMoreMakesNobodyLikelier() {
        Turn quiet = turn(ALICE, "ok");
        VoiceClassifier classifier =
                VoiceClassifier.train(List.of(quiet, turn(BOB, "ok"), turn(BOB, "ok")));
        assertThat(classifier.probabilities("zzz").get(ALICE)).isGreaterThan(0.4);
    }

    @Test
    void needsSomebodyToLearnFrom() {
        assertThatThrownBy(() -> VoiceClassifier.train(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
