package dev.understudy.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.archive.live.Policy;
import dev.understudy.archive.live.SaidLine;
import dev.understudy.chat.Channel;
import dev.understudy.chat.Message;
import dev.understudy.chat.Platform;
import dev.understudy.stage.command.Place;
import dev.understudy.stage.door.Heard;
import dev.understudy.stage.door.Heard.Address;
import dev.understudy.stage.door.Refused;
import dev.understudy.stage.talk.Troupe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Channels come and go, move, belong to one circle, and are remembered.
class ChannelsTest {
    private static final Place PRIVATE = Place.direct(new Channel(Platform.DISCORD, "1000", "Mia"));

    private final BlockingQueue<String> prompts = new LinkedBlockingQueue<>();

    @TempDir private Path folder;
    private Hall hall;

    @BeforeEach
    void open() {
        hall = hall();
    }

    @AfterEach
    void close() {
        hall.close();
    }

    private Hall hall() {
        return new Hall(folder, Policy.OPT_OUT, this::reply, Hall.manners(0, true));
    }

    private String reply(String prompt) {
        prompts.add(prompt);
        return Troupe.parrot(prompt);
    }

    private void restart() {
        hall.close();
        prompts.clear();
        hall = hall();
    }

    private Message saysIn(Place place, String text) {
        Message plain = hall.message("Mia", text);
        Message message =
                new Message(
                        place.channel(),
                        plain.id(),
                        plain.sender(),
                        "Mia",
                        plain.sentAt(),
                        plain.sequence(),
                        plain.kind(),
                        text,
                        Optional.empty(),
                        Optional.empty());
        hall.stage.hear(new Heard.Said(place, message, Set.of(), true));
        return message;
    }

    @Test
    void aThreadBelongsWhereItsChannelDoes() {
        Channel thread = new Channel(Platform.DISCORD, "9", "a thread");
        assertThat(hall.stage.listensTo(new Place(thread, "42", "43"))).isTrue();
        assertThat(hall.stage.listensTo(new Place(thread, "41", "43"))).isFalse();
    }

    @Test
    void aGroupThatMovesStaysInItsCircleAfterARestartToo() {
        Place before = new Place(new Channel(Platform.DISCORD, "42", "us"), "42");
        Place after = new Place(new Channel(Platform.DISCORD, "50", "us"), "50");
        saysIn(before, "here");
        assertThat(hall.stage.listensTo(after)).isFalse();
        hall.stage.hear(new Heard.Moved(before, after));
        assertThat(hall.door.noticeToOperators()).contains("discord 42 of friends goes on as 50");
        assertThat(hall.stage.listensTo(after)).isTrue();
        restart();
        assertThat(hall.stage.listensTo(after)).isTrue();
        saysIn(after, "there");
        assertThat(hall.archive.live(Hall.FRIENDS).latest(after.channel(), 9))
                .extracting(Message::text)
                .containsExactly("here", "there");
    }

    @Test
    void whatIsTakenBackInPrivateIsForgottenToo() throws InterruptedException {
        hall.says("Mia", "so that I am known");
        hall.asks(PRIVATE, "Mia", "/clone alice");
        Message secret = saysIn(PRIVATE, "a secret");
        hall.door.next();
        prompts.clear();
        hall.stage.hear(new Heard.Deleted(PRIVATE, List.of(secret.id())));
        saysIn(PRIVATE, "still there?");
        assertThat(prompts.take()).contains("still there?").doesNotContain("MIA:\na secret");
        assertThat(hall.archive.live(Hall.FRIENDS).latest(PRIVATE.channel(), 9))
                .extracting(Message::text)
                .containsExactly("still there?");
    }

    @Test
    void whoOnlyAskedForSomethingIsNotKnownInPrivate() {
        hall.asks("Mia", "/clones");
        assertThat(hall.asks(PRIVATE, "Mia", "/clones").text())
                .startsWith("Clones do not speak in private.");
    }

    @Test
    void aNewConversationStaysNewAfterARestart() throws InterruptedException {
        hall.says("Mia", "an old story");
        hall.asks("Mia", "/reset");
        hall.says("Mia", "a new one");
        restart();
        hall.asks("Mia", "/say alice");
        assertThat(prompts.take()).contains("a new one").doesNotContain("an old story");
    }

    @Test
    void whomThePresentModelDoesNotKnowIsNotPlayed() {
        hall.asks("Mia", "/clone alice");
        hall.company.follow(Troupe.voice(this::reply, "Bob"), "friends@0002");
        hall.says("Mia", "alice?", Address.MENTION);
        assertThat(hall.asks("Mia", "/say bob").text()).isEqualTo("Bob's clone has spoken.");
        assertThat(hall.door.next().line().who().name()).isEqualTo("Bob (clone)");
        assertThat(hall.door.rest()).isEmpty();
        assertThat(hall.archive.live(Hall.FRIENDS).lines().latest(Hall.CHANNEL, 9))
                .extracting(SaidLine::origin)
                .extracting(SaidLine.Origin::model)
                .containsExactly("friends@0002");
    }

    @Test
    void operatorsAreToldWhyAReplyFailed() {
        hall.asks("Mia", "/clone alice");
        hall.door.refuse(Optional.of(Refused.Reason.FAILED));
        hall.says("Mia", "hi", Address.MENTION);
        assertThat(hall.door.noticeToOperators()).isEqualTo("No reply in 7: refused");
    }

    @Test
    void manyIdleChannelsAreLetGo() {
        for (int i = 0; i < 1000; i++) {
            hall.stage.attendance(hall.venue, new Channel(Platform.DISCORD, "c" + i, ""));
        }
        assertThat(hall.stage.channelCount()).isEqualTo(1000);
        hall.pass(Duration.ofHours(2));
        hall.says("Mia", "anybody?");
        assertThat(hall.stage.channelCount()).isOne();
    }

    @Test
    void whatIsHeardBeforeThePlatformIsThereDoesNotHinderTheEnd() {
        Hall other = new Hall(folder.resolve("early"), Policy.OPT_OUT, this::reply);
        Place elsewhere = new Place(new Channel(Platform.TELEGRAM, "42", ""), "42");
        other.stage.tell(elsewhere.channel(), "nobody will take this");
        other.close();
        assertThat(other.door.notices()).isEmpty();
    }
}
