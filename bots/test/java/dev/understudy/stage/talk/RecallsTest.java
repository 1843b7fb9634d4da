package dev.understudy.stage.talk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.clone.voice.Voice;
import dev.understudy.clone.voice.Voice.Talk;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecallsTest {
    private static final long ROOMY = 1 << 20;

    private final Voice voice = Troupe.voice(_ -> "yes", "Alice");

    @AfterEach
    void close() {
        voice.close();
    }

    @Test
    void eachConversationHasItsOwn() {
        try (Recalls recalls = new Recalls(voice, ROOMY, new Recalls.Counts())) {
            Object one = new Object();
            Talk first = recalls.with(one, Function.identity());
            assertThat(recalls.with(one, Function.identity())).isSameAs(first);
            assertThat(recalls.with(new Object(), Function.identity())).isNotSameAs(first);
        }
    }

    @Test
    void whatFailedInTheMiddleIsNotKept() {
        try (Recalls recalls = new Recalls(voice, ROOMY, new Recalls.Counts())) {
            Object one = new Object();
            Talk first = recalls.with(one, Function.identity());
            assertThatThrownBy(
                            () ->
                                    recalls.with(
                                            one,
                                            _ -> {
                                                throw new IllegalStateException("broken");
                                            }))
                    .hasMessage("broken");
            assertThat(recalls.with(one, Function.identity())).isNotSameAs(first);
        }
    }

    @Test
    void onceClosedNothingIsKept() {
        Recalls recalls = new Recalls(voice, ROOMY, new Recalls.Counts());
        Object one = new Object();
        recalls.with(
                one,
                recall -> {
                    recalls.close();
                    return recall;
                });
        assertThat(recalls.with(one, Function.identity())).isNotNull();
    }
}
