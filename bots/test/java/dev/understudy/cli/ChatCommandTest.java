package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chat.Circle;
import dev.understudy.chat.SpeakerName;
import dev.understudy.clone.ModelCard;
import dev.understudy.clone.Models;
import dev.understudy.clone.Speaker;
import dev.understudy.model.Gpt2;
import dev.understudy.model.Gpt2Config;
import dev.understudy.settings.Home;
import dev.understudy.tokenizer.Tokenizer;
import dev.understudy.vocabulary.VocabularyTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatCommandTest {
    @TempDir Path home;

    private Invocation chat(String input) {
        return Invocation.withInput(
                input, "chat", "--circle", "friends", "--home", home.toString());
    }

    /// Publishes a model of two friends that has learned nothing.
    private void publishModel() throws IOException {
        Path checkpoint = Files.createDirectories(home.resolve("new"));
        try (Gpt2 model = Gpt2.random(new Gpt2Config(257, 128, 8, 1, 1, 256), 1)) {
            model.save(checkpoint);
        }
        try (Tokenizer characters =
                Tokenizer.of(VocabularyTrainer.train(List.of(), VocabularyTrainer.CHARACTERS))) {
            characters.saveTo(checkpoint);
        }
        List<Speaker> speakers =
                List.of(
                        new Speaker(SpeakerName.of("Alice"), "Alice", 30),
                        new Speaker(SpeakerName.of("Bob"), "Bob", 20));
        new ModelCard(
                        ModelCard.FORMAT_VERSION,
                        new Circle("friends"),
                        speakers,
                        "test",
                        1,
                        "none",
                        Optional.empty(),
                        Map.of(),
                        Instant.EPOCH)
                .writeTo(checkpoint);
        new Models(new Home(home).model("friends")).publish(checkpoint);
    }

    @Test
    void letsACloneAnswerThroughAPipe() throws IOException {
        publishModel();
        Invocation outcome = chat("/clone alice\nhello\n");
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out().lines().toList())
                .hasSize(2)
                .first()
                .isEqualTo("The clone of Alice is on stage.");
        assertThat(outcome.out().lines().skip(1)).first().asString().startsWith("Alice: ");
        assertThat(chat("/clone alice\nhello\n")).isEqualTo(outcome);
    }

    @Test
    void goesOnAfterAnUnknownFriend() throws IOException {
        publishModel();
        Invocation outcome = chat("/clone alcie\n/clones\n");
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).contains("Did you mean Alice?").hasLineCount(2);
        assertThat(outcome.out()).contains("Alice (30 turns)", "Bob (20 turns)");
    }

    @Test
    void saysHowToGetAModel() {
        Invocation outcome = chat("");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err())
                .isEqualTo(
                        """
                        The circle friends has no model yet.
                        Train one: understudy train --circle friends
                        """);
    }

    @Test
    void tellsADamagedCheckpointInTwoLines() throws IOException {
        publishModel();
        Path version = new Models(new Home(home).model("friends")).live().orElseThrow();
        Files.writeString(version.resolve("model.safetensors"), "not tensors");
        Invocation outcome = chat("/clones\n");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).contains("model.safetensors").hasLineCount(2);
    }

    @Test
    void saysWhoHasTheArchiveWhenBotsRun() throws IOException {
        publishModel();
        Home folders = new Home(home);
        Files.createDirectories(folders.archive().getParent());
        Files.createFile(folders.archive().resolveSibling("archive.mv.db"));
        try (Home.Lock _ = folders.lock()) {
            Invocation refused = chat("/clones\n");
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err())
                    .contains("another understudy process has it: the bots")
                    .hasLineCount(2);
        }
    }
}
