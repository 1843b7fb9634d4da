package dev.understudy.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Person;
import dev.understudy.chat.Platform;
import dev.understudy.chat.SpeakerName;
import dev.understudy.corpus.CorpusBuilder;
import dev.understudy.corpus.CorpusSettings;
import dev.understudy.corpus.VocabularyChoice;
import dev.understudy.settings.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DerivedTest {
    private static final Circle FRIENDS = new Circle("friends");
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final List<Person> PEOPLE = List.of(person("Alice"), person("Bob"));

    @TempDir private Path folder;
    private Home home;
    private Derived derived;

    private static Person person(String name) {
        return new Person(
                SpeakerName.of(name),
                name,
                List.of(new Handle(Platform.TELEGRAM, name)),
                List.of());
    }

    @BeforeEach
    void build() throws IOException {
        home = new Home(folder);
        derived = new Derived(home, FRIENDS);
        corpus(home.corpus("friends"));
        corpus(TrainingRun.corpusFolder(home.run("friends")));
        Path page = home.stats("friends");
        Files.createDirectories(page.getParent());
        Files.writeString(page, "Alice, Bob");
    }

    private static void corpus(Path into) {
        new CorpusBuilder(CorpusSettings.standard(4), new VocabularyChoice.Learned(257), into)
                .fromMessages(
                        sink -> {
                            for (int i = 0; i < 200; i++) {
                                sink.accept(message(i));
                            }
                        },
                        PEOPLE);
    }

    private static Message message(int i) {
        return new Message(
                new Channel(Platform.TELEGRAM, "1", ""),
                "" + i,
                PEOPLE.get(i % 2).handles().getFirst(),
                PEOPLE.get(i % 2).displayName(),
                START.plus(Duration.ofHours(2L * i)),
                i,
                Message.Kind.SPEECH,
                "the kettle is on",
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void staysWhileAllWordsMayBeUsed() {
        assertThat(derived.withdraw(_ -> true)).isFalse();
        assertThat(home.corpus("friends")).isDirectory();
        assertThat(home.run("friends")).isDirectory();
    }

    @Test
    void goesWhenSomebodysWordsMayNotBeUsed() {
        SpeakerName bob = SpeakerName.of("Bob");
        assertThat(derived.withdraw(name -> !name.equals(bob))).isTrue();
        assertThat(home.corpus("friends")).doesNotExist();
        assertThat(home.run("friends")).doesNotExist();
        assertThat(home.stats("friends")).as("figures are no words").exists();
        assertThat(derived.withdraw(_ -> false)).isFalse();
    }

    @Test
    void goesAltogetherWhenSomebodyIsForgotten() {
        derived.forget();
        assertThat(home.corpus("friends")).doesNotExist();
        assertThat(home.run("friends")).doesNotExist();
        assertThat(home.stats("friends")).doesNotExist();
    }

    @Test
    void otherCirclesKeepTheirs() {
        new Derived(home, new Circle("family")).forget();
        assertThat(home.corpus("friends")).isDirectory();
    }

    @Test
    void whatWasMadeOfATextStays() {
        derived.forget();
        new CorpusBuilder(
                        CorpusSettings.standard(4),
                        new VocabularyChoice.Learned(257),
                        home.corpus("friends"))
                .fromTexts(List.of("a tea in the town. ".repeat(40)));
        derived.forget();
        assertThat(home.corpus("friends")).isDirectory();
    }

    @Test
    void whatCannotBeReadGoes() throws IOException {
        Files.writeString(home.corpus("friends").resolve("corpus.json"), "{");
        assertThat(derived.withdraw(_ -> true)).isTrue();
        assertThat(home.corpus("friends")).doesNotExist();
        assertThat(home.run("friends")).isDirectory();
    }
}
