package dev.understudy.cli.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.chat.Circle;
import dev.understudy.clone.Models;
import dev.understudy.clone.Speaker;
import dev.understudy.clone.remote.FakeCompletions;
import dev.understudy.clone.remote.RemoteFailure;
import dev.understudy.clone.voice.EngineSettings;
import dev.understudy.clone.voice.Listener;
import dev.understudy.clone.voice.RemoteSettings;
import dev.understudy.habit.Habits;
import dev.understudy.model.shared.Usage;
import dev.understudy.settings.UserError;
import dev.understudy.stage.talk.Company;
import dev.understudy.stage.talk.Conversation;
import dev.understudy.stage.talk.Tuning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngagementTest {
    private static final Circle FRIENDS = new Circle("friends");

    @TempDir private Path folder;

    private Path published(Models models) throws IOException {
        return models.publish(
                OneLetterModel.write(folder.resolve("new"), FRIENDS, OneLetterModel.tiny(), 'a'));
    }

    @Test
    void aVersionSpeaksInBytesToo() throws IOException {
        Models models = new Models(folder.resolve("models"));
        Path version = published(models);
        try (Engagement engagement =
                new Engagement(
                        FRIENDS,
                        models,
                        () -> Habits.learn(_ -> {}, List.of(), ZoneOffset.UTC),
                        new Company(),
                        new VoiceLoader(EngineSettings.DEFAULT, Usage.NONE).voices())) {
            assertThat(engagement.follow()).isTrue();
            Speaker alice = engagement.company().catalogue().find("Alice");
            Conversation channel = engagement.company().newConversation(() -> Tuning.DEFAULT);
            assertThat(channel.speak(alice, () -> Listener.NONE).turn().text()).matches("a+");
            assertThat(engagement.follow()).as("what lies beside it is no edit").isFalse();
        }
        assertThat(version.resolve("model.int8")).isRegularFile();
        models.requireMaySpeak(version);
    }

    private Engagement engagement(Models models, FakeCompletions server) {
        RemoteSettings remote =
                new RemoteSettings(server.url(), Optional.empty(), RemoteSettings.Times.DEFAULT);
        return new Engagement(
                FRIENDS,
                models,
                () -> Habits.learn(_ -> {}, List.of(), ZoneOffset.UTC),
                new Company(),
                new VoiceLoader(EngineSettings.DEFAULT.withRemote(remote), Usage.NONE).voices());
    }

    private static String said(Engagement engagement) {
        Speaker alice = engagement.company().catalogue().find("Alice");
        Conversation channel = engagement.company().newConversation(() -> Tuning.DEFAULT);
        Conversation.Spoken spoken = channel.speak(alice, () -> Listener.NONE);
        return spoken.model() + ": " + spoken.turn().text();
    }

    @Test
    void aVersionIsTakenUpAsSoonAsItsServerServesIt() throws IOException {
        Models models = new Models(folder.resolve("models"));
        published(models);
        try (FakeCompletions server = new FakeCompletions();
                Engagement engagement = engagement(models, server)) {
            server.serving("friends@0001");
            assertThat(engagement.follow()).isTrue();
            assertThat(said(engagement)).isEqualTo("friends@0001: hello");
            published(models);
            assertThatThrownBy(engagement::follow)
                    .isInstanceOf(RemoteFailure.class)
                    .hasMessageContaining("serves friends@0001, not friends@0002");
            assertThat(engagement.follow()).as("told once").isFalse();
            assertThat(engagement.follow()).as("told once").isFalse();
            assertThat(said(engagement)).as("the one before").isEqualTo("friends@0001: hello");
            server.serving();
            assertThatThrownBy(engagement::follow).as("news").hasMessageContaining("nothing");
            server.serving("friends@0002");
            assertThat(engagement.follow()).isTrue();
            assertThat(said(engagement)).isEqualTo("friends@0002: hello");
            assertThat(engagement.follow()).isFalse();
        }
    }

    @Test
    void nothingGoesBackToAVersionThatItsServerDoesNotServe() throws IOException {
        Models models = new Models(folder.resolve("models"));
        Path first = published(models);
        Path second = published(models);
        try (FakeCompletions server = new FakeCompletions();
                Engagement engagement = engagement(models, server)) {
            server.serving("friends@0002");
            assertThat(engagement.follow()).isTrue();
            assertThatThrownBy(() -> engagement.play(first)).isInstanceOf(RemoteFailure.class);
            assertThat(models.live()).contains(second);
            assertThat(said(engagement)).isEqualTo("friends@0002: hello");
            server.serving("friends@0001");
            engagement.play(first);
            assertThat(models.live()).contains(first);
            assertThat(said(engagement)).isEqualTo("friends@0001: hello");
        }
    }

    @Test
    void theKeyComesFromTheEnvironmentOrAFile() throws IOException {
        Path version = published(new Models(folder.resolve("models")));
        Path file = Files.writeString(folder.resolve("engine.token"), "from-file\n");
        try (FakeCompletions server = new FakeCompletions()) {
            for (Optional<Path> tokenFile : List.of(Optional.<Path>empty(), Optional.of(file))) {
                EngineSettings engine =
                        EngineSettings.DEFAULT.withRemote(
                                new RemoteSettings(
                                        server.url(), tokenFile, RemoteSettings.Times.DEFAULT));
                for (Map<String, String> environment :
                        List.of(
                                Map.<String, String>of(),
                                Map.of("UNDERSTUDY_ENGINE_TOKEN", "from-environment"))) {
                    new VoiceLoader(engine, Usage.NONE, environment).load(version).close();
                }
            }
            assertThat(server.keys().stream().distinct())
                    .containsExactly(
                            Optional.empty(),
                            Optional.of("Bearer from-environment"),
                            Optional.of("Bearer from-file"));
        }
    }

    @Test
    void aVersionThatCouldNotBeTakenUpIsOnceItsFilesAreBack() throws IOException {
        Models models = new Models(folder.resolve("models"));
        Path version = published(models);
        Path shape = version.resolve("config.json");
        byte[] whole = Files.readAllBytes(shape);
        Files.write(shape, new byte[] {'{'});
        try (Engagement engagement =
                new Engagement(
                        FRIENDS, models, () -> Habits.learn(_ -> {}, List.of(), ZoneOffset.UTC))) {
            assertThatThrownBy(engagement::follow)
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("config.json has 1 bytes");
            assertThat(engagement.follow()).as("told once").isFalse();
            assertThat(engagement.company().version()).isEqualTo("none");
            Files.write(shape, whole);
            assertThat(engagement.follow()).isTrue();
            assertThat(engagement.company().version()).isEqualTo("friends@0001");
        }
    }
}
