package dev.understudy.stage.talk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chat.SpeakerName;
import dev.understudy.clone.Speaker;
import dev.understudy.stage.command.Command;
import dev.understudy.stage.command.CommandLine;
import dev.understudy.stage.command.Verb;
import dev.understudy.stage.talk.Shown.Line;
import dev.understudy.stage.talk.Shown.Notice;
import dev.understudy.stage.talk.Shown.Trouble;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DialogueTest {
    private static final SpeakerName YOU = SpeakerName.of("You");

    private final List<String> prompts = new ArrayList<>();
    private final Company company =
            Troupe.company(
                    prompt -> {
                        prompts.add(prompt);
                        return Troupe.parrot(prompt);
                    });
    private final Conversation conversation = company.newConversation(() -> Troupe.TUNING);
    private final Seats seats = new Seats();
    private final Dialogue dialogue = new Dialogue(conversation, YOU, seats);

    /// Keeps what it is shown.
    private static final class Seats implements Audience {
        private final List<Shown> shown = new ArrayList<>();
        private final StringBuilder heard = new StringBuilder();
        private int patience = Integer.MAX_VALUE;

        @Override
        public void show(Shown next) {
            shown.add(next);
        }

        @Override
        public void hear(Speaker speaker, String more) {
            heard.append(more);
        }

        @Override
        public boolean enough() {
            return shown.size() >= patience;
        }
    }

    @Test
    void theCloneOnStageAnswersEachLine() {
        type("/clone alice", "hi", "and you?");
        assertThat(seats.shown)
                .containsExactly(
                        new Notice("The clone of Alice is on stage."),
                        new Line(speaker("alice"), "alice heard: hi"),
                        new Line(speaker("alice"), "alice heard: and you?"));
        assertThat(prompts.getLast())
                .endsWith("YOU:\nhi\n\nALICE:\nalice heard: hi\n\nYOU:\nand you?\n\nALICE:\n");
        assertThat(seats.heard).hasToString("alice heard: hialice heard: and you?");
    }

    @Test
    void withNobodyOnStageLinesAreRememberedAndTroubleIsShown() {
        type("hello?", "/clone bob", "oh", "/stop", "anyone?", "/stop");
        assertThat(seats.shown)
                .containsExactly(
                        new Trouble(
                                "There is no clone on stage to answer.",
                                "Type /clone and a name; /clones lists who is here."),
                        new Notice("The clone of Bob is on stage."),
                        new Line(speaker("bob"), "bob heard: oh"),
                        new Notice("The clone of Bob has left the stage."),
                        new Trouble(
                                "There is no clone on stage to answer.",
                                "Type /clone and a name; /clones lists who is here."),
                        new Notice("There is no clone on stage."));
        assertThat(prompts.getFirst()).contains("YOU:\nhello?\n\nYOU:\noh\n\nBOB:\n");
    }

    @Test
    void clonesTalkInTurnWhenAScenePlays() {
        type("/scene alice bob 4");
        assertThat(seats.shown)
                .containsExactly(
                        new Line(speaker("alice"), "alice heard: nothing"),
                        new Line(speaker("bob"), "bob heard: alice heard: nothing"),
                        new Line(speaker("alice"), "alice heard: bob heard: alice heard: nothing"),
                        new Line(
                                speaker("bob"),
                                "bob heard: alice heard: bob heard: alice heard: nothing"));
    }

    @Test
    void aSceneEndsEarlyWhenTheAudienceHasHadEnough() {
        seats.patience = 2;
        type("/scene alice bob \"eve adams\" 30");
        assertThat(seats.shown).hasSize(3);
        assertThat(seats.shown.getLast())
                .isEqualTo(new Notice("The scene ends here, after 2 of 30 turns."));
    }

    @Test
    void whatCannotBeDoneIsShownAndTheConversationGoesOn() {
        type(
                "/clone mallory",
                "/temperature 3",
                "/top-p 0",
                "/scene alice ALICE",
                "/scene alice bob 51",
                "/scene alice bob 0",
                "/clone alice",
                "still here?");
        assertThat(seats.shown.subList(0, 6)).allMatch(Trouble.class::isInstance);
        assertThat(seats.shown.get(1))
                .isEqualTo(
                        new Trouble(
                                "temperature is 3.0; accepted: 0.0 to 2.0.",
                                "0.8 reads naturally, 0 always takes the likeliest word."));
        assertThat(seats.shown.getLast())
                .isEqualTo(new Line(speaker("alice"), "alice heard: still here?"));
    }

    @Test
    void resetForgetsWhatWasSaidButNotWhoIsOnStage() {
        type("/clone alice", "a secret", "/reset", "what did i say?");
        assertThat(prompts.getLast())
                .doesNotContain("secret")
                .endsWith("YOU:\nwhat did i say?\n\nALICE:\n");
    }

    @Test
    void channelsShareTheModelAndNothingElse() {
        type("/clone alice", "only here");
        Conversation elsewhere = company.newConversation(() -> Troupe.TUNING);
        Dialogue there = new Dialogue(elsewhere, YOU, seats);
        there.perform(new Command.Play("alice"));
        there.say("hi");
        assertThat(prompts.getLast()).doesNotContain("only here");
    }

    @Test
    void linesOfNothingAreNotAnswered() {
        type("/clone alice", " \u0007 ", "");
        assertThat(seats.shown).hasSize(1);
    }

    @Test
    void listsClonesAndCommands() {
        type("/clone bob", "/clones", "/help", "/seed 7", "/temperature 0.7", "/top-p 0.9");
        assertThat(seats.shown.get(1))
                .isEqualTo(
                        new Notice(
                                "Alice (30 turns)\nBob (20 turns, on stage)\nEve Adams (1 turn)"));
        assertThat(((Notice) seats.shown.get(2)).text().lines())
                .hasSize(Verb.values().length)
                .contains("/scene alice bob about the cat 6  let clones talk to each other");
        assertThat(seats.shown.subList(3, 6))
                .containsExactly(
                        new Notice("Seed is 7."),
                        new Notice("Temperature is 0.7, top-p is 0.95, talkativeness is 1.0."),
                        new Notice("Temperature is 0.7, top-p is 0.9, talkativeness is 1.0."));
    }

    private void type(String... lines) {
        for (String line : lines) {
            if (!CommandLine.isCommand(line)) {
                dialogue.say(line);
                continue;
            }
            dialogue.perform(CommandLine.parse(line));
        }
    }

    private Speaker speaker(String name) {
        return company.catalogue().find(name);
    }
}
