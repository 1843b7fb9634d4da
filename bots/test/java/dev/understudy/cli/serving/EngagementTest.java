package dev.understudy.cli.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.chat.Circle;
import dev.understudy.clone.Models;
import dev.understudy.clone.Speaker;
import dev.understudy.clone.voice.EngineSettings;
import dev.understudy.clone.voice.Listener;
import dev.understudy.clone.voice.Precision;
import dev.understudy.habit.Habits;
import dev.understudy.settings.UserError;
import dev.understudy.stage.talk.Company;
import dev.understudy.stage.talk.Conversation;
import dev.understudy.stage.talk.Tuning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
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
                        new EngineSettings(Precision.INT8, Optional.empty()))) {
            assertThat(engagement.follow()).isTrue();
            Speaker alice = engagement.company().catalogue().find("Alice");
            Conversation channel = engagement.company().newConversation(() -> Tuning.DEFAULT);
            assertThat(channel.speak(alice, () -> Listener.NONE).turn().text()).matches("a+");
            assertThat(engagement.follow()).as("what lies beside it is no edit").isFalse();
        }
        assertThat(version.resolve("model.int8")).isRegularFile();
        models.requireMaySpeak(version);
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
