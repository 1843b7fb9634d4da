package dev.understudy.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.archive.live.Policy;
import dev.understudy.chat.Message;
import dev.understudy.stage.door.Heard;
import dev.understudy.stage.door.Heard.Address;
import dev.understudy.stage.talk.Troupe;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whom clones answer, and whom not.
class AttentionTest {
    @TempDir private Path folder;
    private Hall hall;

    @BeforeEach
    void open() {
        hall = new Hall(folder, Policy.OPT_OUT, Troupe::parrot);
        hall.asks("Mia", "/clone alice");
    }

    @AfterEach
    void close() {
        hall.close();
    }

    private void told(Message message, Message.Kind kind, boolean live) {
        Message other =
                new Message(
                        message.channel(),
                        message.id(),
                        message.sender(),
                        message.senderName(),
                        message.sentAt(),
                        message.sequence(),
                        kind,
                        message.text(),
                        Optional.empty(),
                        Optional.empty());
        hall.stage.hear(new Heard.Said(Hall.PLACE, other, Set.of(Address.MENTION), live));
    }

    /// All that was said, once everything has been said that will be.
    private Iterable<String> said() {
        hall.stage.close();
        return hall.door.rest();
    }

    @Test
    void botsForwardsAndWhatWasMissedAreNotAnswered() {
        told(hall.message("Robot", "alice?"), Message.Kind.BOT, true);
        told(hall.message("Mia", "alice?"), Message.Kind.FORWARD, true);
        told(hall.message("Mia", "alice?"), Message.Kind.SPEECH, false);
        assertThat(said()).isEmpty();
    }

    @Test
    void withoutTalkativenessOnlyWhoSpeaksToTheCloneIsAnswered() {
        hall.says("Ben", "alice, are you there?");
        hall.says("Mia", "alice?", Address.MENTION);
        assertThat(hall.door.next().text()).isEqualTo("alice heard: alice?");
        assertThat(said()).isEmpty();
    }

    @Test
    void aTalkativeCloneAnswersItsNameAndNeverItsOwnFriendUnasked() {
        hall.asks("Mia", "/settings talkativeness 10");
        IntStream.range(0, 30).forEach(_ -> hall.says("Alice", "alice?"));
        assertThat(hall.door.rest()).isEmpty();
        IntStream.range(0, 9).forEach(_ -> hall.says("Mia", "Alice?"));
        assertThat(hall.door.next().line().who().name()).isEqualTo("Alice (clone)");
    }

    @Test
    void nobodyIsAnsweredBeyondTheirBudget() {
        IntStream.range(0, 60).forEach(i -> hall.asks("Mia", "/clones"));
        hall.says("Mia", "alice?", Address.MENTION);
        assertThat(said()).isEmpty();
    }
}
