package dev.understudy.cli.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.archive.Archive;
import dev.understudy.archive.live.Consent;
import dev.understudy.archive.live.LiveArchive;
import dev.understudy.archive.people.Change;
import dev.understudy.chat.Channel;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Person;
import dev.understudy.chat.Platform;
import dev.understudy.chat.SpeakerName;
import dev.understudy.cli.training.SaltFile;
import dev.understudy.clone.ModelCard;
import dev.understudy.clone.Models;
import dev.understudy.clone.Speaker;
import dev.understudy.configuration.Configuration;
import dev.understudy.corpus.CorpusBuilder;
import dev.understudy.corpus.CorpusSettings;
import dev.understudy.corpus.MessageSource;
import dev.understudy.corpus.VocabularyChoice;
import dev.understudy.finetune.TrainingRun;
import dev.understudy.habit.Habits;
import dev.understudy.jobs.Job;
import dev.understudy.jobs.JobBook;
import dev.understudy.jobs.JobRunner;
import dev.understudy.jobs.JobTimings;
import dev.understudy.jobs.Result;
import dev.understudy.model.Gpt2;
import dev.understudy.model.Gpt2Config;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import dev.understudy.stage.leak.LeakGuard;
import dev.understudy.stage.leak.Traces;
import dev.understudy.stage.talk.Company;
import dev.understudy.tokenizer.Tokenizer;
import dev.understudy.vocabulary.VocabularyTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
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
    private Engagement engagement;
    private Archive archive;
    private JobBook book;
    private Retraining retraining;
    private ModelOffice office;

    @BeforeEach
    void publishTwo() throws IOException {
        home = new Home(folder.resolve("home"));
        models = new Models(home.model(FRIENDS.name()));
        publish(FRIENDS, "Alice");
        publish(FRIENDS, "Bob");
        Supplier<Habits> nothing = () -> Habits.learn(_ -> {}, List.of(), ZoneOffset.UTC);
        engagement = new Engagement(FRIENDS, models, nothing);
        assertThat(engagement.follow()).isTrue();
        company = engagement.company();
        archive = Archive.open(home.archive());
        book = new JobBook(archive.source(), InstantSource.system());
        retraining = new Retraining(home, archive, book, () -> Configuration.DEFAULT);
        office = new ModelOffice(home, archive, Map.of(FRIENDS, engagement), retraining);
    }

    @AfterEach
    void close() {
        archive.close();
        engagement.close();
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
                        0001, previous: 1970-01-01, validation loss 1.500
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
    void neitherARejectedNorAStaleVersionIsGoneBackTo() throws IOException {
        Path third = publish(FRIENDS, "Bob");
        models.reject(models.find("0002").folder());
        Handle alice = new Handle(Platform.TELEGRAM, "user1");
        LiveArchive live = archive.live(FRIENDS);
        live.consents().set(alice, "Alice", Consent.UNKNOWN);
        live.consents()
                .forget(
                        alice,
                        Instant.EPOCH,
                        new Traces(new LeakGuard(SaltFile.in(home)), Set.of(), models::casts));
        office.forget(FRIENDS);
        assertThat(office.models(FRIENDS))
                .contains("0001, stale: ", "0002, rejected: ", "0003, live: ");
        for (String refused : List.of("0001", "0002")) {
            assertThatThrownBy(() -> office.rollback(FRIENDS, Optional.of(refused)))
                    .isInstanceOf(UserError.class);
        }
        assertThatThrownBy(() -> office.rollback(FRIENDS, Optional.empty()))
                .hasMessageContaining("no version before");
        assertThat(models.live()).contains(third);
    }

    @Test
    void aRollbackThatCannotBeKeptChangesNothing() throws IOException {
        Files.createDirectories(home.model(FRIENDS.name()).resolve("registry.json.part/occupied"));
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
    void aVersionThatAnotherProcessPublishedSpeaksToo() throws IOException {
        assertThat(engagement.follow()).isFalse();
        publish(FRIENDS, "Carmen");
        assertThat(engagement.follow()).isTrue();
        assertThat(clones()).containsExactly("Carmen");
        assertThat(company.version()).isEqualTo("friends@0003");
        assertThat(engagement.follow()).isFalse();
    }

    @Test
    void aVersionThatCannotBePlayedIsToldOnceAndTheOneBeforeGoesOn() throws IOException {
        Path damaged = publish(FRIENDS, "Carmen");
        Files.writeString(damaged.resolve("model.safetensors"), "no weights");
        assertThatThrownBy(engagement::follow).isInstanceOf(UserError.class);
        assertThat(engagement.follow()).isFalse();
        assertThat(clones()).containsExactly("Bob");
    }

    @Test
    void aLiveVersionThatSomebodyEditsIsToldOnceAndGoesOn() throws IOException {
        Path card = models.live().orElseThrow().resolve("understudy.json");
        Files.setLastModifiedTime(card, FileTime.from(Instant.EPOCH));
        assertThat(engagement.follow()).isFalse();
        Files.writeString(card, Files.readString(card).replace("Bob", "Rob"));
        assertThatThrownBy(engagement::follow)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("0002/understudy.json is not what it was");
        assertThat(engagement.follow()).isFalse();
        assertThat(clones()).containsExactly("Bob");
    }

    @Test
    void whatWasBuiltOfWordsThatWereTakenBackGoes() throws Exception {
        Handle alice = new Handle(Platform.TELEGRAM, "user11");
        MessageSource said =
                sink -> IntStream.range(0, 200).forEach(i -> sink.accept(at(alice, i)));
        new CorpusBuilder(
                        CorpusSettings.standard(4),
                        new VocabularyChoice.Learned(257),
                        TrainingRun.corpusFolder(home.run(FRIENDS.name())))
                .fromMessages(
                        said,
                        List.of(new Person(SpeakerName.of("Alice"), "Alice", List.of(alice))));
        Files.writeString(home.run(FRIENDS.name()).resolve("run.json"), "{}");
        archive.live(FRIENDS).store(at(alice, 1));
        office.withdraw(FRIENDS);
        assertThat(TrainingRun.isInterrupted(home.run(FRIENDS.name()))).isTrue();
        archive.roster(FRIENDS).apply(List.of(new Change.Exclude(alice, true)));
        office.withdraw(FRIENDS);
        assertThat(home.run(FRIENDS.name())).doesNotExist();
    }

    private static Message at(Handle sender, int hour) {
        return new Message(
                new Channel(Platform.TELEGRAM, "1", ""),
                "" + hour,
                sender,
                "Alice",
                Instant.EPOCH.plus(Duration.ofHours(2L * hour)),
                hour,
                Message.Kind.SPEECH,
                "the kettle is on",
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void aTrainingIsAskedForOnceAndWhoeverAskedIsToldHowItEnded() {
        List<String> later = new ArrayList<>();
        List<String> others = new ArrayList<>();
        assertThat(office.retrain(FRIENDS, later::add)).startsWith("A training of friends is");
        assertThat(office.training(FRIENDS)).contains("it waits for a worker");
        assertThatThrownBy(() -> office.retrain(FRIENDS, later::add))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("friends is being trained already");
        end(Job.Outcome.SKIPPED);
        retraining.tell(others::add);
        assertThat(later).containsExactly("Training of friends: Nothing to do.");
        assertThat(others).isEmpty();
        assertThat(office.training(FRIENDS)).isEmpty();
        book.askForNight(FRIENDS, LocalDate.of(2026, 5, 1), "tests");
        end(Job.Outcome.REJECTED);
        retraining.tell(others::add);
        retraining.tell(others::add);
        assertThat(others).containsExactly("Training of friends: Nothing to do.");
    }

    /// Does the job that waits.
    private void end(Job.Outcome outcome) {
        JobTimings quick =
                new JobTimings(
                        Duration.ofMillis(20), Duration.ofSeconds(1), 6, Duration.ofSeconds(5));
        try (JobRunner _ =
                new JobRunner(
                        book,
                        "tests",
                        (_, _) -> Optional.of(Result.of(outcome, "Nothing to do.")),
                        quick)) {
            Premises.await(() -> book.open(FRIENDS).isEmpty());
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }
}
