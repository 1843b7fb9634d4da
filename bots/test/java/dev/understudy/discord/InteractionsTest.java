package dev.understudy.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.stage.command.Answer;
import dev.understudy.stage.command.Choice;
import dev.understudy.stage.command.Command;
import dev.understudy.stage.command.Request;
import dev.understudy.stage.command.Verb;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class InteractionsTest {
    private static final int EPHEMERAL = 64;
    private final Backstage backstage = new Backstage();
    private final RecordingEar ear = backstage.ear;
    private final FakeInteractions discord = backstage.discord.interactions();
    private final DiscordDoor door = backstage.open();

    @AfterEach
    void close() {
        backstage.close();
    }

    private JsonNode answer(String token) {
        Backstage.await(
                () ->
                        discord.answer(token)
                                .filter(message -> !message.path("content").asString("").isEmpty())
                                .isPresent());
        return discord.answer(token).orElseThrow();
    }

    private static boolean isEphemeral(JsonNode message) {
        return (message.path("flags").asInt(0) & EPHEMERAL) != 0;
    }

    @Test
    void offersEveryCommandOfThePlatforms() {
        assertThat(discord.commands())
                .extracting(command -> command.path("name").asString())
                .containsExactlyElementsOf(
                        Arrays.stream(Verb.values())
                                .filter(Verb::isOnPlatforms)
                                .map(Verb::word)
                                .toList());
    }

    @Test
    void aCommandIsAcknowledgedThenAnsweredForAllToSee() {
        ear.answer(_ -> Answer.of("Alice's clone is on stage."));
        backstage.discord.nickname("bob", "Bobby");
        String token = discord.slash("bob", "clone", Map.of("name", "alice"));

        Request request = ear.nextAsked();
        assertThat(request.command()).isEqualTo(new Command.Play("alice"));
        assertThat(request.askerName()).isEqualTo("Bobby");
        assertThat(request.asker().id())
                .isEqualTo(backstage.discord.person("bob").path("id").asString());
        assertThat(request.place().channel()).isEqualTo(Backstage.GENERAL);
        assertThat(request.place().group()).isEqualTo(FakeDiscord.GUILD);
        JsonNode answer = answer(token);
        assertThat(answer.path("content").asString()).isEqualTo("Alice's clone is on stage.");
        assertThat(isEphemeral(answer)).isFalse();
        assertThat(discord.answered(token)).isEqualTo(5);
        assertThat(door.trouble()).isEmpty();
    }

    @Test
    void valuesOfEveryKindArrive() {
        discord.slash("bob", "settings", Map.of("temperature", 0.8, "top-p", 1));
        assertThat(ear.nextAsked().command())
                .isEqualTo(
                        new Command.Settings(
                                OptionalDouble.of(0.8),
                                OptionalDouble.of(1),
                                OptionalDouble.empty()));
        discord.slash("bob", "consent", Map.of("answer", "yes"));
        assertThat(ear.nextAsked().command()).isEqualTo(new Command.Consent(Optional.of(true)));
        discord.slash(
                "bob",
                "scene",
                Map.of("first", "alice", "second", "carmen", "topic", "the cat", "turns", 4));
        assertThat(ear.nextAsked().command())
                .isEqualTo(
                        new Command.Scene(List.of("alice", "carmen"), Optional.of("the cat"), 4));
    }

    @Test
    void whatOnlyTheAskerMaySeeIsEphemeral() {
        assertThat(isEphemeral(answer(discord.slash("bob", "status", Map.of())))).isTrue();
        assertThat(isEphemeral(answer(discord.slash("bob", "models", Map.of())))).isTrue();
    }

    @Test
    void suggestsTheClonesThereAre() {
        String token = discord.type("bob", "clone", "name", "al");
        Backstage.await(() -> discord.answered(token) == 8);
        assertThat(discord.suggestions(token)).containsExactly("Alice", "Alfred");

        String none = discord.type("bob", "scene", "second", "zoe");
        Backstage.await(() -> discord.answered(none) == 8);
        assertThat(discord.suggestions(none)).isEmpty();
    }

    @Test
    void aPressedButtonIsItsCommandAndReplacesWhatOnlyTheAskerSaw() {
        ear.answer(
                request ->
                        request.command().equals(new Command.ForgetMe(false))
                                ? new Answer(
                                        "Everything?",
                                        List.of(new Choice("Yes", "/forget-me confirmed")))
                                : Answer.of("Forgotten."));
        String asked = discord.slash("bob", "forget-me", Map.of());
        JsonNode question = answer(asked);
        JsonNode button = question.path("components").path(0).path("components").path(0);
        assertThat(button.path("label").asString()).isEqualTo("Yes");
        String pressed =
                discord.press(
                        "bob", question.path("id").asString(), button.path("custom_id").asString());

        Backstage.await(() -> answer(pressed).path("content").asString().equals("Forgotten."));
        assertThat(answer(pressed).path("id")).isEqualTo(question.path("id"));
        assertThat(answer(pressed).path("components")).isEmpty();
        ear.nextAsked();
        assertThat(ear.nextAsked().command()).isEqualTo(new Command.ForgetMe(true));
    }

    @Test
    void aButtonForAllAnswersForAll() {
        ear.answer(
                request ->
                        request.command() instanceof Command.Clones
                                ? new Answer("Alice", List.of(new Choice("Alice", "/clone alice")))
                                : Answer.of("On stage."));
        JsonNode list = answer(discord.slash("bob", "clones", Map.of()));
        String pressed = discord.press("bob", list.path("id").asString(), "/clone alice");

        assertThat(isEphemeral(answer(pressed))).isFalse();
        assertThat(answer(pressed).path("id")).isNotEqualTo(list.path("id"));
    }

    @Test
    void misuseIsAnsweredWithAnExample() {
        String token = discord.slash("bob", "clone", Map.of("name", " "));

        assertThat(answer(token).path("content").asString())
                .isEqualTo("/clone needs a name.\nAs in /clone alice.");
    }

    @Test
    void aDefectIsAnsweredWithoutItsTrace() {
        ear.answer(
                _ -> {
                    throw new IllegalStateException("inner workings");
                });
        String token = discord.slash("bob", "status", Map.of());

        assertThat(answer(token).path("content").asString())
                .startsWith("That failed")
                .doesNotContain("inner");
    }

    @Test
    void aLongAnswerComesInPiecesThatOnlyTheAskerSees() {
        ear.answer(_ -> Answer.of("a line of help\n".repeat(200).strip()));
        String token = discord.slash("bob", "help", Map.of());

        assertThat(answer(token).path("content").asString().length()).isLessThanOrEqualTo(2000);
        Backstage.await(() -> backstage.discord.messages().in(FakeDiscord.GENERAL).size() == 2);
        assertThat(backstage.discord.messages().in(FakeDiscord.GENERAL))
                .allMatch(InteractionsTest::isEphemeral);
    }

    @Test
    void anAnswerWithoutWordsLeavesNothing() {
        ear.answer(_ -> Answer.of(""));
        discord.slash("bob", "say", Map.of("name", "alice"));
        ear.nextAsked();

        Backstage.await(() -> backstage.discord.messages().in(FakeDiscord.GENERAL).isEmpty());
    }

    @Test
    void aCloneThatThinksLongStillAnswersAndKeepsNobodyWaiting() {
        CountDownLatch thought = new CountDownLatch(1);
        ear.answer(
                request -> {
                    if (request.command() instanceof Command.Status) {
                        return Answer.of("well");
                    }
                    try {
                        thought.await();
                    } catch (InterruptedException stop) {
                        throw new IllegalStateException(stop);
                    }
                    return Answer.of("at last");
                });
        String slow = discord.slash("bob", "say", Map.of("name", "alice"));
        Backstage.await(() -> discord.answered(slow) == 5);
        assertThat(answer(discord.slash("ada", "status", Map.of())).path("content").asString())
                .isEqualTo("well");
        thought.countDown();

        assertThat(answer(slow).path("content").asString()).isEqualTo("at last");
    }
}
