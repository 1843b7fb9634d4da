package dev.understudy.cli.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.archive.Archive;
import dev.understudy.archive.live.SaidLine;
import dev.understudy.chat.Channel;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Platform;
import dev.understudy.cli.Invocation;
import dev.understudy.cli.OwnProcess;
import dev.understudy.cli.Understudy;
import dev.understudy.configuration.ConfigurationFile;
import dev.understudy.discord.FakeDiscord;
import dev.understudy.settings.Home;
import dev.understudy.telegram.FakeTelegram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `understudy serve` in a process of its own, on both platforms at once, with two circles.
class ServeCommandTest {
    private static final Channel GENERAL =
            new Channel(Platform.DISCORD, FakeDiscord.GENERAL, "general");
    private static final Channel GROUP =
            new Channel(Platform.TELEGRAM, Premises.GROUP_KEY, "Friends");

    @TempDir private static Path shared;
    @TempDir private Path folder;
    private Premises premises;

    @BeforeEach
    void open() throws IOException, InterruptedException {
        premises =
                new Premises(
                        folder.resolve("home"),
                        "friends: {discord: [%s], consent: opt-out}".formatted(FakeDiscord.GUILD),
                        "family: {telegram: [%d], consent: opt-out}".formatted(Premises.GROUP));
    }

    @AfterEach
    void close() {
        premises.close();
    }

    /// A tiny model for each circle; they are trained once.
    private void trainModels() throws IOException {
        Path trained = shared.resolve("trained");
        if (!Files.exists(trained)) {
            TinyModel.train(trained, "friends", "ALICE", "BOB");
            TinyModel.train(trained, "family", "DORA", "EMIL");
        }
        try (Stream<Path> files = Files.walk(trained)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = premises.home().resolve(trained.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private OwnProcess serve(Map<String, String> tokens) throws IOException {
        return new OwnProcess(
                folder.resolve("err"),
                tokens,
                OwnProcess.java(Understudy.class, "serve", "--home", premises.home().toString()));
    }

    @Test
    void clonesSpeakOnBothPlatformsAndCirclesStayApart() throws Exception {
        trainModels();
        try (OwnProcess bots = Premises.onStage(serve(Premises.tokens()))) {
            assertThat(bots.printed())
                    .contains("On stage on discord. Invite the bot: https://")
                    .contains("On stage on telegram. Invite the bot: https://");
            callAndHear();
            Path heartbeat = premises.home().resolve("heartbeat");
            Premises.await(() -> Files.exists(heartbeat));
            FileTime beat = Files.getLastModifiedTime(heartbeat);
            Premises.await(() -> laterThan(beat, heartbeat));
            assertThat(toldOnDiscord("clone", Map.of("name", "Dora")))
                    .contains("There is no clone of \"Dora\"", "ALICE, BOB");
            assertThat(toldOnTelegram("/clone alice"))
                    .contains("There is no clone of \"alice\"", "DORA, EMIL");
            Invocation left = bots.stop();
            assertThat(left.exitCode()).isEqualTo(128 + 15);
            assertThat(heartbeat).doesNotExist();
            assertThat(left.out() + left.err() + logs())
                    .doesNotContain(FakeDiscord.TOKEN, FakeTelegram.TOKEN, "secret-of")
                    .doesNotContain("Exception")
                    .doesNotContain("password is kiwi", "password is plum");
        }
        try (Archive archive = Archive.open(new Home(premises.home()).archive())) {
            requireOnly(archive, "friends", GENERAL, "kiwi");
            requireOnly(archive, "family", GROUP, "plum");
            assertThat(archive.live(new Circle("friends")).latest(GROUP, 10)).isEmpty();
            assertThat(archive.live(new Circle("family")).latest(GENERAL, 10)).isEmpty();
        }
    }

    private static boolean laterThan(FileTime beat, Path heartbeat) {
        try {
            return Files.getLastModifiedTime(heartbeat).compareTo(beat) > 0;
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    private void callAndHear() throws InterruptedException {
        assertThat(toldOnDiscord("clone", Map.of("name", "Alice"))).contains("on stage");
        assertThat(toldOnTelegram("/clone dora")).contains("The clone of DORA is on stage");
        premises.addresses(FakeDiscord.GENERAL, "mia", "my password is kiwi");
        premises.tells(Premises.GROUP, 11, "@stage_bot my password is plum");
        Premises.await(() -> lineOfClone().isPresent());
        JsonNode line = lineOfClone().orElseThrow();
        assertThat(line.path("author").path("username").asString()).isEqualTo("ALICE (clone)");
        assertThat(line.path("content").asString()).isNotBlank();
        Premises.await(
                () ->
                        premises.sent(Premises.GROUP).stream()
                                .anyMatch(text -> text.matches("(?s)DORA \\(clone\\)\n.*\\S.*")));
    }

    private Optional<? extends JsonNode> lineOfClone() {
        return premises.discord().messages().in(FakeDiscord.GENERAL).stream()
                .filter(
                        message ->
                                message.has("webhook_id")
                                        && !message.path("webhook_id")
                                                .asString()
                                                .equals(FakeDiscord.BOT))
                .findFirst();
    }

    private String toldOnDiscord(String command, Map<String, Object> values)
            throws InterruptedException {
        String token = premises.discord().interactions().slash("mia", command, values);
        Premises.await(
                () ->
                        premises.discord()
                                .interactions()
                                .answer(token)
                                .filter(answer -> !answer.path("content").asString().isEmpty())
                                .isPresent());
        return premises.discord()
                .interactions()
                .answer(token)
                .orElseThrow()
                .path("content")
                .asString();
    }

    private String toldOnTelegram(String command) throws InterruptedException {
        int before = premises.sent(Premises.GROUP).size();
        premises.tells(Premises.GROUP, 11, command);
        Premises.await(() -> premises.sent(Premises.GROUP).size() > before);
        return premises.sent(Premises.GROUP).getLast();
    }

    private static void requireOnly(
            Archive archive, String circle, Channel channel, String password) {
        assertThat(archive.live(new Circle(circle)).latest(channel, 10))
                .extracting(Message::text)
                .singleElement()
                .asString()
                .endsWith("my password is " + password);
        List<SaidLine> lines = archive.live(new Circle(circle)).lines().latest(channel, 10);
        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst().origin().model()).isEqualTo(circle + "@0001");
    }

    private String logs() throws IOException {
        StringBuilder logs = new StringBuilder();
        try (Stream<Path> files = Files.walk(premises.home().resolve("logs"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                logs.append(Files.readString(file));
            }
        }
        return logs.toString();
    }

    @Test
    void withoutATokenItSaysWhichToSet() throws Exception {
        Invocation refused = Invocation.of("serve", "--home", premises.home().toString());
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .contains(
                        "No platform has a token: there is nowhere to speak.",
                        "Set UNDERSTUDY_DISCORD_TOKEN or UNDERSTUDY_TELEGRAM_TOKEN");
    }

    @Test
    void brokenSettingsAreAnsweredWithTheirLine() throws Exception {
        Path settings = premises.home().resolve(ConfigurationFile.NAME);
        Files.writeString(settings, "manners:\n  talkativness: 2\n");
        Invocation refused = Invocation.of("serve", "--home", premises.home().toString());
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains(ConfigurationFile.NAME + ":2", "talkativeness");
        Files.delete(settings);
        assertThat(Invocation.of("serve", "--home", premises.home().toString()).err())
                .contains("There is no file", "understudy init");
    }

    @Test
    void aTokenThatIsNotKnownIsNamedButNotShown() throws Exception {
        String wrong = "MTAwMA.wrong.token-of-nobody";
        try (OwnProcess bots = serve(Map.of("UNDERSTUDY_DISCORD_TOKEN", wrong))) {
            Invocation refused = bots.end();
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err()).containsIgnoringCase("discord").contains("token");
            assertThat(refused.out() + refused.err() + logs()).doesNotContain(wrong);
        }
    }
}
