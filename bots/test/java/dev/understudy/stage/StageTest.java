package dev.understudy.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.archive.live.AuditEntry;
import dev.understudy.archive.live.Policy;
import dev.understudy.chat.Channel;
import dev.understudy.chat.Message;
import dev.understudy.chat.Platform;
import dev.understudy.stage.command.Choice;
import dev.understudy.stage.command.Place;
import dev.understudy.stage.door.Heard;
import dev.understudy.stage.door.Heard.Address;
import dev.understudy.stage.door.Refused;
import dev.understudy.stage.talk.Troupe;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clones in a channel, from what a platform tells to what it is given to say.
class StageTest {
    private final BlockingQueue<String> prompts = new LinkedBlockingQueue<>();

    @TempDir private Path folder;
    private Hall hall;

    @BeforeEach
    void open() {
        hall = hall(Policy.OPT_OUT);
    }

    @AfterEach
    void close() {
        hall.close();
    }

    private Hall hall(Policy consent) {
        return new Hall(
                folder,
                consent,
                prompt -> {
                    prompts.add(prompt);
                    return Troupe.parrot(prompt);
                });
    }

    @Test
    void theCloneOnStageAnswersWhoSpeaksToIt() {
        assertThat(hall.asks("Mia", "/clone alice").text())
                .isEqualTo("The clone of Alice is on stage.");
        hall.says("Mia", "anyone there");
        hall.says("Mia", "hey bot", Address.MENTION);
        FakeDoor.Said reply = hall.door.next();
        assertThat(reply.text()).isEqualTo("alice heard: anyone there");
        assertThat(hall.door.next().text()).isEqualTo("hey bot");
        assertThat(reply.line().who().name()).isEqualTo("Alice (clone)");
        assertThat(hall.kept()).containsExactly("anyone there", "hey bot");
    }

    @Test
    void aReplyOfSeveralLinesIsABurst() {
        Hall other = new Hall(folder.resolve("poets"), Policy.OPT_OUT, _ -> "roses\nare red");
        try (other) {
            other.asks("Mia", "/clone alice");
            other.says("Mia", "go on", Address.REPLY);
            assertThat(other.door.next().text()).isEqualTo("roses");
            assertThat(other.door.next().text()).isEqualTo("are red");
        }
    }

    @Test
    void whatIsToldTwiceIsAnsweredAndKeptOnce() {
        hall.asks("Mia", "/clone alice");
        Message message = hall.says("Mia", "hi", Address.MENTION);
        hall.door.next();
        hall.stage.hear(new Heard.Said(Hall.PLACE, message, Set.of(Address.MENTION), true));
        assertThat(hall.asks("Mia", "/say bob").text()).isEqualTo("Bob's clone has spoken.");
        assertThat(hall.door.next().line().who().name()).isEqualTo("Bob (clone)");
        assertThat(hall.door.rest()).isEmpty();
        assertThat(hall.kept()).containsExactly("hi");
    }

    @Test
    void repliesGoToTheCloneThatSpoke() {
        hall.asks("Mia", "/clone alice");
        hall.asks("Mia", "/say bob");
        FakeDoor.Said bobs = hall.door.next();
        hall.replies("Mia", "what?", bobs.id());
        FakeDoor.Said answer = hall.door.next();
        assertThat(answer.line().who().name()).isEqualTo("Bob (clone)");
        assertThat(answer.line().replyTo()).isPresent();
    }

    @Test
    void editsAndDeletionsAreFollowed() throws InterruptedException {
        Message wrong = hall.says("Mia", "i am sda");
        Message secret = hall.says("Mia", "a secret");
        hall.stage.hear(new Heard.Edited(Hall.PLACE, wrong.id(), "i am sad", Instant.now()));
        hall.stage.hear(new Heard.Deleted(Hall.PLACE, List.of(secret.id())));
        hall.asks("Mia", "/say alice");
        assertThat(prompts.take()).contains("MIA:\ni am sad\n").doesNotContain("secret", "sda");
        assertThat(hall.kept()).containsExactly("i am sad");
    }

    @Test
    void platformsCanAskWhatIsKeptToLookForIt() {
        Message kept = hall.says("Mia", "hi");
        Message deleted = hall.says("Mia", "not this");
        hall.asks("Mia", "/say alice");
        List<String> line = List.of(hall.door.next().id(), hall.door.next().id());
        hall.stage.hear(new Heard.Deleted(Hall.PLACE, List.of(deleted.id())));
        assertThat(hall.stage.keptLately(Hall.PLACE))
                .containsExactly(kept.id(), line.getFirst(), line.getLast());
        Place elsewhere = new Place(new Channel(Platform.DISCORD, "8", ""), "43");
        assertThat(hall.stage.keptLately(elsewhere)).isEmpty();
    }

    @Test
    void afterARestartTheConversationGoesOn() throws InterruptedException {
        hall.asks("Mia", "/clone alice");
        hall.asks("Mia", "/settings talkativeness 0.5");
        hall.says("Mia", "remember the cat", Address.MENTION);
        hall.door.next();
        hall.close();
        prompts.clear();
        hall = hall(Policy.OPT_OUT);
        hall.says("Mia", "and now?", Address.MENTION);
        hall.door.next();
        assertThat(prompts.take())
                .contains("MIA:\nremember the cat", "ALICE:\nalice heard: remember the cat");
        assertThat(hall.asks("Mia", "/settings").text())
                .isEqualTo("Temperature is 0.5, top-p is 0.95, talkativeness is 0.5.");
    }

    @Test
    void aSceneEndsWhenAnybodySaysStop() {
        assertThat(hall.asks("Mia", "/scene alice bob about the cat 20").text())
                .startsWith("The scene begins.");
        assertThat(hall.door.next().text()).isEqualTo("alice heard: the cat");
        hall.says("Ben", "Stop!");
        hall.stage.close();
        assertThat(hall.door.rest()).hasSizeLessThan(19);
    }

    @Test
    void nobodyIsHeardBeforeTheyAgreeWhereThatIsThePolicy() {
        hall.close();
        hall = hall(Policy.OPT_IN);
        hall.says("Mia", "just talking");
        hall.says("Mia", "hi", Address.MENTION);
        assertThat(hall.door.notice()).contains("/consent yes");
        hall.says("Mia", "hi again", Address.MENTION);
        assertThat(hall.kept()).isEmpty();
        assertThat(hall.asks("Mia", "/clone alice").text())
                .startsWith("Alice has not agreed to be cloned here.");
        assertThat(hall.asks("Mia", "/consent").choices()).hasSize(2);
        assertThat(hall.asks("Mia", "/consent yes").text())
                .isEqualTo("friends: you agree to be kept and cloned.");
        hall.says("Mia", "finally");
        assertThat(hall.kept()).containsExactly("finally");
        assertThat(hall.asks("Alice", "/consent yes").text()).contains("you agree");
        assertThat(hall.asks("Mia", "/clone alice").text()).contains("is on stage");
        assertThat(hall.door.notices()).isEmpty();
    }

    @Test
    void whoIsForgottenIsGoneAndNotRepeated() throws InterruptedException {
        String rhyme = "the moon is made of seven cheeses and a very old shoe";
        hall.says("Mia", rhyme);
        hall.says("Ben", "ok");
        assertThat(hall.asks("Mia", "/forget-me").choices())
                .containsExactly(new Choice("Forget me", "/forget-me confirmed"));
        assertThat(hall.kept()).hasSize(2);
        assertThat(hall.asks("Mia", "/forget-me confirmed").text())
                .isEqualTo("You are forgotten: 1 messages are deleted.");
        assertThat(hall.kept()).containsExactly("ok");
        assertThat(hall.leaks.leaks(Hall.FRIENDS, "listen: " + rhyme)).isTrue();
        assertThat(hall.archive.forgottenPassages()).isNotEmpty();
        hall.asks("Ben", "/say alice");
        assertThat(prompts.take()).doesNotContain("moon", "MIA");
    }

    @Test
    void placesWithoutACircleAreSilent() {
        Channel elsewhere = new Channel(Platform.DISCORD, "8", "");
        Place place = new Place(elsewhere, "43");
        assertThat(hall.stage.listensTo(place)).isFalse();
        assertThat(hall.asks(place, "Mia", "/clone alice").text())
                .startsWith("This place belongs to no circle yet.")
                .contains("discord:43");
        assertThat(hall.asks(Place.direct(elsewhere), "Mia", "/clone alice").text())
                .startsWith("Clones do not speak in private.");
        assertThat(hall.stage.suggest(place, "")).isEmpty();
        assertThat(hall.stage.suggest(Hall.PLACE, "AL")).containsExactly("Alice");
    }

    @Test
    void operatorsCommandsAreForOperatorsAndAllAreAudited() {
        assertThat(hall.asks("Mia", "/models").text()).startsWith("/models is for operators.");
        assertThat(hall.asks("Olga", "/models").text()).isEqualTo("0001 live");
        hall.asks("Mia", "/say alice my password is swordfish");
        assertThat(hall.asks("Mia", "/seed 7").text())
                .startsWith("There is no command /seed here.");
        assertThat(hall.audit())
                .extracting(AuditEntry::word)
                .containsExactly("seed", "say", "models", "models");
        assertThat(hall.audit())
                .extracting(AuditEntry::outcome)
                .containsExactly("refused", "done", "done", "refused");
        assertThat(hall.audit().toString()).doesNotContain("swordfish");
    }

    @Test
    void aFailureIsApologisedForOnceAnHour() {
        hall.asks("Mia", "/clone alice");
        hall.door.refuse(Optional.of(Refused.Reason.FAILED));
        hall.says("Mia", "hi", Address.MENTION);
        assertThat(hall.door.notice()).startsWith("Sorry");
        hall.says("Mia", "hi?", Address.MENTION);
        hall.asks("Mia", "/say alice");
        hall.door.refuse(Optional.empty());
        hall.says("Mia", "and now?", Address.MENTION);
        hall.door.next();
        assertThat(hall.door.notices()).isEmpty();
    }

    @Test
    void linesThatMayNotBeSaidAreNot() {
        Hall other = new Hall(folder.resolve("damp"), Policy.OPT_OUT, _ -> "so moist @everyone");
        try (other) {
            other.asks("Mia", "/say alice");
            assertThat(other.door.rest()).isEmpty();
        }
        Hall loud = new Hall(folder.resolve("loud"), Policy.OPT_OUT, _ -> "hey @everyone");
        try (loud) {
            loud.asks("Mia", "/say alice");
            assertThat(loud.door.next().text()).startsWith("hey @").doesNotContain("@everyone");
        }
    }
}
