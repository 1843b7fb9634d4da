package dev.understudy.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.archive.live.Consent;
import dev.understudy.archive.live.Consents;
import dev.understudy.archive.live.Policy;
import dev.understudy.archive.live.SaidLine;
import dev.understudy.archive.people.Change;
import dev.understudy.chat.Message;
import dev.understudy.stage.door.Heard;
import dev.understudy.stage.door.Heard.Address;
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

/// Nothing of somebody who has not agreed, or not any more, reaches a clone or the archive.
class ConsentOnStageTest {
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
                folder.resolve(consent.name()),
                consent,
                prompt -> {
                    prompts.add(prompt);
                    return Troupe.parrot(prompt);
                });
    }

    private void optIn() {
        hall.close();
        hall = hall(Policy.OPT_IN);
    }

    @Test
    void whoRefusesIsForgottenByClonesAtOnce() throws InterruptedException {
        hall.says("Mia", "the treasure is under the oak");
        hall.asks("Mia", "/consent no");
        hall.says("Mia", "as I said");
        hall.asks("Ben", "/say alice");
        assertThat(prompts.take()).doesNotContain("treasure", "as I said");
    }

    @Test
    void whatWasBuiltOfTheWordsOfWhoRefusesOrIsForgottenGoes() {
        hall.says("Mia", "the treasure is under the oak");
        hall.asks("Mia", "/consent yes");
        assertThat(hall.discarded).isEmpty();
        hall.asks("Mia", "/consent no");
        hall.asks("Mia", "/forget-me");
        assertThat(hall.discarded).containsExactly("withdrawn");
        hall.asks("Mia", "/forget-me confirmed");
        assertThat(hall.discarded).containsExactly("withdrawn", "forgotten");
    }

    @Test
    void whoRefusesOrIsForgottenInAnotherProcessIsSoHere() throws InterruptedException {
        hall.says("Mia", "the treasure is under the oak");
        hall.says("Ben", "which oak");
        Consents elsewhere = hall.archive.live(Hall.FRIENDS).consents();
        Consent no = new Consent(Consent.State.REFUSED, Consent.How.OPERATOR, Instant.now());
        elsewhere.set(Hall.handle("Mia"), "Mia", no);
        assertThat(hall.stage.askAnew()).isTrue();
        hall.says("Mia", "as I said");
        hall.asks("Ben", "/say alice");
        assertThat(prompts.take())
                .contains("BEN:\nwhich oak")
                .doesNotContain("treasure", "as I said");
        assertThat(hall.discarded).containsExactly("withdrawn");
        assertThat(hall.stage.askAnew()).isFalse();
        elsewhere.forget(Hall.handle("Ben"), Instant.now(), _ -> {});
        assertThat(hall.stage.askAnew()).isTrue();
        hall.asks("Eve", "/say alice");
        assertThat(prompts.take()).doesNotContain("BEN:");
        assertThat(hall.discarded).containsExactly("withdrawn", "forgotten");
    }

    @Test
    void whoAgreesInAnotherProcessIsHeardHere() {
        optIn();
        hall.says("Mia", "before");
        Consent yes = new Consent(Consent.State.GRANTED, Consent.How.OPERATOR, Instant.now());
        hall.archive.live(Hall.FRIENDS).consents().set(Hall.handle("Mia"), "Mia", yes);
        assertThat(hall.stage.askAnew()).isFalse();
        hall.says("Mia", "after");
        assertThat(hall.kept()).containsExactly("after");
    }

    @Test
    void whoNeverWroteStopsNoTraining() {
        hall.asks("Nobody", "/forget-me confirmed");
        assertThat(hall.discarded).isEqualTo(List.of("withdrawn"));
    }

    @Test
    void theCloneOfWhoRefusesLeavesTheStage() {
        hall.asks("Mia", "/clone alice");
        assertThat(hall.asks("Mia", "/status").text()).startsWith("The clone of Alice");
        hall.asks("Alice", "/consent no");
        assertThat(hall.asks("Mia", "/status").text()).startsWith("There is no clone on stage.");
        hall.says("Mia", "alice?", Address.MENTION);
        assertThat(hall.asks("Mia", "/say alice").text()).startsWith("Alice has not agreed");
        assertThat(hall.door.rest()).isEmpty();
    }

    @Test
    void whoIsForgottenIsNotHeardAgainBeforeTheyAgree() throws InterruptedException {
        hall.says("Mia", "first");
        hall.asks("Mia", "/forget-me confirmed");
        hall.says("Mia", "second");
        hall.asks("Ben", "/say alice");
        assertThat(prompts.take()).doesNotContain("second");
        assertThat(hall.asks("Mia", "/consent").text()).contains("you are forgotten");
        hall.asks("Mia", "/consent yes");
        hall.says("Mia", "third");
        assertThat(hall.kept()).containsExactly("third");
    }

    @Test
    void whatAStrangerWantsACloneToHearIsNotKept() {
        optIn();
        hall.asks("Alice", "/consent yes");
        hall.asks("Bob", "/consent yes");
        assertThat(hall.asks("Mia", "/say alice my secret").text())
                .startsWith("Clones hear only who agrees to it.");
        assertThat(hall.asks("Mia", "/scene alice bob about my secret").text())
                .startsWith("Clones hear only who agrees to it.");
        assertThat(hall.asks("Mia", "/say alice").text()).isEqualTo("Alice's clone has spoken.");
        assertThat(hall.archive.live(Hall.FRIENDS).lines().latest(Hall.CHANNEL, 9))
                .extracting(SaidLine::origin)
                .extracting(SaidLine.Origin::prompt)
                .noneMatch(prompt -> prompt.contains("secret"));
    }

    @Test
    void editsOfWhoRefusesAreNotStored() {
        Message message = hall.says("Mia", "old words");
        hall.asks("Mia", "/consent no");
        hall.stage.hear(new Heard.Edited(Hall.PLACE, message.id(), "new words", Instant.now()));
        assertThat(hall.kept()).containsExactly("old words");
    }

    @Test
    void reactionsOfWhoRefusesAreNotStored() {
        hall.asks("Ben", "/say alice");
        String line = hall.door.next().id();
        hall.asks("Mia", "/consent no");
        for (String who : Set.of("Mia", "Ben")) {
            hall.stage.hear(
                    new Heard.Reacted(Hall.PLACE, line, Hall.handle(who), "thumbs_up", true));
        }
        assertThat(hall.archive.live(Hall.FRIENDS).lines().reactions(Hall.CHANNEL, line))
                .extracting(reaction -> reaction.who())
                .containsExactly(Hall.handle("Ben"));
    }

    @Test
    void otherBotsAreNotInvited() {
        optIn();
        Message plain = hall.message("Robot", "hi");
        Message bots =
                new Message(
                        Hall.CHANNEL,
                        plain.id(),
                        plain.sender(),
                        "Robot",
                        plain.sentAt(),
                        plain.sequence(),
                        Message.Kind.BOT,
                        "hi",
                        Optional.empty(),
                        Optional.empty());
        hall.stage.hear(new Heard.Said(Hall.PLACE, bots, Set.of(Address.MENTION), true));
        hall.says("Mia", "hi", Address.MENTION);
        assertThat(hall.door.notice()).contains("/consent yes");
        assertThat(hall.door.notices()).isEmpty();
    }

    @Test
    void aNoIsHeardHoweverMuchGoesOn() {
        for (int i = 0; i < 41; i++) {
            hall.asks("Mia", "/clones");
        }
        assertThat(hall.asks("Mia", "/clones").text()).startsWith("That was a lot at once.");
        assertThat(hall.asks("Mia", "/stop").text()).isEqualTo("There is no clone on stage.");
        assertThat(hall.asks("Mia", "/consent no").text()).contains("you refuse");
        assertThat(hall.asks("Mia", "/forget-me confirmed").text()).contains("You are forgotten");
    }

    @Test
    void aMessageThatIsEditedToNothingIsForgotten() throws InterruptedException {
        Message message = hall.says("Mia", "forget this");
        hall.stage.hear(new Heard.Edited(Hall.PLACE, message.id(), "\u200B", Instant.now()));
        hall.asks("Ben", "/say alice");
        assertThat(prompts.take()).doesNotContain("forget this");
    }

    /// Changes people while the stage has not heard of them yet.
    private void apply(Change change, String... names) {
        for (String name : names) {
            hall.archive
                    .live(Hall.FRIENDS)
                    .consents()
                    .set(
                            Hall.handle(name),
                            name,
                            new Consent(Consent.State.GRANTED, Consent.How.COMMAND, Instant.EPOCH));
        }
        hall.archive.roster(Hall.FRIENDS).apply(List.of(change));
    }

    @Test
    void whoIsExcludedIsKeptAndNotHeard() throws InterruptedException {
        apply(new Change.Exclude(Hall.handle("Mia"), true), "Mia");
        hall.says("Mia", "the treasure is under the oak");
        hall.asks("Ben", "/say alice");
        assertThat(prompts.take()).doesNotContain("treasure");
        assertThat(hall.kept()).containsExactly("the treasure is under the oak");
    }

    @Test
    void theCloneOfWhoIsExcludedIsNotPlayed() {
        apply(new Change.Exclude(Hall.handle("Alice"), true), "Alice");
        assertThat(hall.asks("Ben", "/say alice").text()).startsWith("Alice has not agreed");
    }

    @Test
    void whatABotsHandleWritesIsNotHeard() throws InterruptedException {
        apply(new Change.Bot(Hall.handle("Mia"), true), "Mia");
        hall.says("Mia", "beep", Address.MENTION);
        hall.asks("Ben", "/say alice");
        assertThat(prompts.take()).doesNotContain("beep");
    }

    @Test
    void aRefusalThroughOneAccountHoldsForTheOther() {
        apply(new Change.Merge(Hall.handle("Mia"), List.of(Hall.handle("Ben"))), "Mia", "Ben");
        hall.says("Mia", "to be kept");
        hall.asks("Ben", "/consent no");
        hall.says("Mia", "not to be kept");
        assertThat(hall.kept()).containsExactly("to be kept");
    }

    @Test
    void whatModelsHaveSeenIsNotedWhenSomebodyIsForgotten() {
        hall.says("Alice", "the treasure is under the oak");
        hall.says("Mia", "> the treasure is under the oak\nreally?");
        hall.asks("Alice", "/forget-me confirmed");
        assertThat(hall.kept()).containsExactly("really?");
        assertThat(hall.discarded).containsExactly("forgotten");
        assertThat(hall.archive.live(Hall.FRIENDS).consents().staleModels())
                .containsOnlyKeys("0001");
    }
}
