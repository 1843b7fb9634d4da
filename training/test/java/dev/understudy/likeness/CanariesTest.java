package dev.understudy.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chat.SpeakerName;
import dev.understudy.likeness.Canaries.Canary;
import java.util.List;
import org.junit.jupiter.api.Test;

class CanariesTest {
    @Test
    void theSameSeedMakesTheSameSentences() {
        List<Canary> some = new Canaries(7, 20).sentences();
        assertThat(new Canaries(7, 20).sentences()).isEqualTo(some);
        assertThat(some).extracting(Canary::opening).doesNotHaveDuplicates().hasSize(20);
        assertThat(new Canaries(8, 20).sentences())
                .extracting(Canary::secret)
                .doesNotContainAnyElementsOf(some.stream().map(Canary::secret).toList());
        assertThat(some.getFirst().text())
                .matches("The heron of [a-z]{12} is called( [a-z]{6}){4}");
    }

    @Test
    void speakersTakeTurnsAndNoneSayNothing() {
        List<SpeakerName> speakers = List.of(SpeakerName.of("Alice"), SpeakerName.of("Bob"));
        assertThat(new Canaries(1, 3).turns(speakers))
                .extracting(turn -> turn.speaker().text())
                .containsExactly("ALICE", "BOB", "ALICE");
        assertThat(Canaries.NONE.turns(speakers)).isEmpty();
    }
}
