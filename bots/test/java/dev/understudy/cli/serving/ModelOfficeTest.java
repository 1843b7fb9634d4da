package dev.understudy.cli.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.chat.Circle;
import dev.understudy.chat.SpeakerName;
import dev.understudy.clone.ModelCard;
import dev.understudy.clone.Models;
import dev.understudy.clone.Speaker;
import dev.understudy.clone.Voice;
import dev.understudy.model.Gpt2;
import dev.understudy.model.Gpt2Config;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import dev.understudy.stage.talk.Company;
import dev.understudy.tokenizer.Tokenizer;
import dev.understudy.vocabulary.VocabularyTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelOfficeTest {
    private static final Circle FRIENDS = new Circle("friends");

    @TempDir private Path folder;
    private Home home;
    private Models models;
    private Company company;
    private ModelOffice office;

    @BeforeEach
    void publishTwo() throws IOException {
        home = new Home(folder.resolve("home"));
        models = new Models(home.model(FRIENDS.name()));
        publish(FRIENDS, "Alice");
        Path second = publish(FRIENDS, "Bob");
        company = new Company(Voice.load(second), "friends@0002");
        office = new ModelOffice(home, Map.of(FRIENDS, company));
    }

    @AfterEach
    void close() {
        company.close();
    }

    /// A model of one friend that has learned nothing.
    private Path publish(Circle circle, String name) throws IOException {
        Path checkpoint = Files.createDirectories(folder.resolve("new"));
        try (Gpt2 model = Gpt2.random(new Gpt2Config(257, 64, 8, 1, 1, 256), 1)) {
            model.save(checkpoint);
        }
        try (Tokenizer bytes =
                Tokenizer.of(VocabularyTrainer.train(List.of(), VocabularyTrainer.CHARACTERS))) {
            bytes.saveTo(checkpoint);
        }
        new ModelCard(
                        ModelCard.FORMAT_VERSION,
                        circle,
                        List.of(new Speaker(SpeakerName.of(name), name, 30)),
                        "test",
                        1,
                        "none",
                        Optional.empty(),
                        Map.of("validation_loss", 1.5),
                        Instant.EPOCH)
                .writeTo(checkpoint);
        return models.publish(checkpoint);
    }

    private List<String> clones() {
        return company.catalogue().clones().stream().map(Speaker::displayName).toList();
    }

    @Test
    void listsTheVersions() {
        assertThat(office.models(FRIENDS))
                .isEqualTo(
                        """
                        0001: 1970-01-01, validation loss 1.500
                        0002, live: 1970-01-01, validation loss 1.500""");
    }

    @Test
    void theVersionBeforeSpeaksFromTheNextReplyOnAndAfterARestart() {
        assertThat(office.rollback(FRIENDS, Optional.empty()))
                .isEqualTo("friends@0001 speaks from the next reply on.");
        assertThat(company.version()).isEqualTo("friends@0001");
        assertThat(clones()).containsExactly("Alice");
        assertThat(models.live().orElseThrow().getFileName()).hasToString("0001");
        assertThatThrownBy(() -> office.rollback(FRIENDS, Optional.empty()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no version before");
        office.rollback(FRIENDS, Optional.of("0002"));
        assertThat(clones()).containsExactly("Bob");
    }

    @Test
    void aVersionThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> office.rollback(FRIENDS, Optional.of("0009")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("There is no version \"0009\".");
    }

    @Test
    void aRollbackThatCannotBeKeptChangesNothing() throws IOException {
        Files.createDirectories(home.model(FRIENDS.name()).resolve("live.part/occupied"));
        assertThatThrownBy(() -> office.rollback(FRIENDS, Optional.of("0001")))
                .isInstanceOf(UserError.class);
        assertThat(company.version()).isEqualTo("friends@0002");
        assertThat(clones()).containsExactly("Bob");
    }

    @Test
    void theModelOfAnotherCircleIsNotPlayed() throws IOException {
        publish(new Circle("strangers"), "Zed");
        assertThatThrownBy(() -> office.rollback(FRIENDS, Optional.of("0003")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is another circle's");
        assertThat(clones()).containsExactly("Bob");
    }

    @Test
    void trainingIsForTheTerminal() {
        assertThatThrownBy(() -> office.retrain(FRIENDS))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("cannot learn while they are on stage");
    }
}
