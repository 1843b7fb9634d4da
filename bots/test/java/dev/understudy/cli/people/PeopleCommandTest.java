package dev.understudy.cli.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.archive.Archive;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Message;
import dev.understudy.chat.SpeakerName;
import dev.understudy.cli.Invocation;
import dev.understudy.clone.ModelCard;
import dev.understudy.clone.Speaker;
import dev.understudy.settings.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeopleCommandTest {
    private static final Circle FRIENDS = new Circle("friends");

    @TempDir private Path folder;
    private Path home;

    @BeforeEach
    void importChat() throws IOException {
        home = folder.resolve("home");
        Path chat = folder.resolve("chat.txt");
        Files.writeString(
                chat,
                """
                ALICE:
                are we still on for friday?

                BOB:
                > are we still on for friday?
                yes

                AL ADAMS:
                it is me, alice

                """);
        assertThat(Invocation.of(inHome("import", chat.toString())).exitCode()).isZero();
    }

    private String[] inHome(String... words) {
        List<String> all = new ArrayList<>(Arrays.asList(words));
        all.addAll(List.of("--circle", "friends", "--home", home.toString()));
        return all.toArray(String[]::new);
    }

    private Invocation people(String... words) {
        List<String> all = new ArrayList<>(List.of("people"));
        all.addAll(Arrays.asList(words));
        return Invocation.of(inHome(all.toArray(String[]::new)));
    }

    private String done(String... words) {
        Invocation outcome = people(words);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        return outcome.out();
    }

    private List<String> texts() {
        List<String> texts = new ArrayList<>();
        try (Archive archive = Archive.open(new Home(home).archive())) {
            archive.forEachMessage(FRIENDS, message -> texts.add(message.text()));
        }
        return texts;
    }

    private void model(String version, String... speakers) {
        new ModelCard(
                        ModelCard.FORMAT_VERSION,
                        FRIENDS,
                        Arrays.stream(speakers)
                                .map(name -> new Speaker(SpeakerName.of(name), name, 1))
                                .toList(),
                        "from-scratch",
                        1,
                        "0",
                        Optional.empty(),
                        Map.of(),
                        Instant.EPOCH)
                .writeTo(new Home(home).model("friends").resolve(version));
    }

    @Test
    void listsEveryoneWithHandlesAndCounts() {
        assertThat(done())
                .containsPattern("ALICE +1 +- +- +unknown")
                .contains("plain:ALICE", "3 people; who has not been asked is learnt from");
    }

    @Test
    void mergesAndSplits() {
        String before = done();
        assertThat(done("merge", "alice", "al adams", "--dry-run"))
                .isEqualTo(
                        """
                        merge: AL ADAMS is ALICE, too.
                        Nothing was changed: this is a dry run.
                        """);
        assertThat(done()).isEqualTo(before);
        done("merge", "alice", "al adams");
        assertThat(done()).containsPattern("ALICE +2 ").contains("2 people;");
        assertThat(done("split", "alice", "plain:AL ADAMS")).contains("is somebody else's");
        assertThat(done()).isEqualTo(before);
    }

    @Test
    void renamesAndFindsByAlias() {
        done("alias", "bob", "Bobby");
        assertThat(done("rename", "bobby", "Robert"))
                .isEqualTo("rename: BOB is ROBERT (Robert) from now on.\n");
        assertThat(done()).contains("Robert; also Bobby; plain:BOB");
        assertThat(people("rename", "robert", "alice").err())
                .contains("There is a ALICE in friends already.")
                .hasLineCount(2);
        assertThat(people("rename", "bob", "Rob").err())
                .contains("nobody called \"bob\"", "Did you mean Bobby")
                .hasLineCount(2);
    }

    @Test
    void marksBotsAndLeavesPeopleOut() {
        done("bot", "plain:BOB");
        done("exclude", "alice");
        assertThat(done()).containsPattern("BOB .* bot\n").containsPattern("ALICE .* excluded\n");
        done("bot", "bob", "--off");
        done("include", "alice");
        assertThat(done()).doesNotContain("excluded", "(bot)");
        try (Archive archive = Archive.open(new Home(home).archive())) {
            archive.forEachMessage(
                    FRIENDS, one -> assertThat(one.kind()).isEqualTo(Message.Kind.SPEECH));
        }
    }

    @Test
    void notesWhatPeopleSaid() throws IOException {
        assertThat(done("consent", "alice", "granted", "--note", "on paper"))
                .isEqualTo("consent: ALICE is granted.\n");
        assertThat(done())
                .containsPattern("ALICE .* granted")
                .contains("by an operator; note: on paper");
        Files.writeString(
                home.resolve("understudy.yml"), "circles:\n  friends:\n    consent: opt-in\n");
        assertThat(done()).containsPattern("BOB .* unknown +not used").contains("(opt-in)");
        assertThat(people("consent", "alice", "maybe").exitCode()).isEqualTo(2);
    }

    @Test
    void whatIsExportedAppliesToNothing() throws IOException {
        Path file = folder.resolve("people.yml");
        done("merge", "alice", "al adams");
        done("consent", "bob", "refused");
        assertThat(done("export", file.toString())).contains("has 2 people");
        assertThat(done("apply", file.toString())).isEqualTo("Nothing changes.\n");

        Files.writeString(
                file,
                Files.readString(file)
                        .replace("\"BOB\":", "\"ROBERT\":")
                        .replace("excluded: false", "excluded: true")
                        .replace("consent: refused", "consent: granted"));
        assertThat(done("apply", file.toString(), "--dry-run"))
                .isEqualTo(
                        """
                        exclude: ALICE is kept, and left out of all use.
                        rename: BOB is ROBERT (BOB) from now on.
                        exclude: BOB is kept, and left out of all use.
                        consent: BOB is granted.
                        Nothing was changed: this is a dry run.
                        """);
        done("apply", file.toString());
        assertThat(done("apply", file.toString())).isEqualTo("Nothing changes.\n");
    }

    @Test
    void mistakesInTheFileAreToldWithTheirLine() throws IOException {
        Path file = folder.resolve("people.yml");
        done("export", file.toString());
        String good = Files.readString(file);
        Map<String, String> wrong =
                Map.of(
                        good.replaceFirst("aliases", "alias"), "no setting people.ALICE.alias",
                        good.replace("plain:BOB", "plain:ALICE"), "is in the file twice",
                        good.replace("plain:BOB", "plain:NOBODY"), "accepted: a handle",
                        good.replace("circle: friends", "circle: family"), "the circle family",
                        good.replaceFirst("consent: unknown", "consent: so"), "accepted: unknown");
        for (Map.Entry<String, String> one : wrong.entrySet()) {
            Files.writeString(file, one.getKey());
            Invocation outcome = people("apply", file.toString());
            assertThat(outcome.err()).contains(one.getValue(), "people.yml").hasLineCount(2);
            assertThat(outcome.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void forgetsForGoodAndNamesTheModelsThatSawThem() {
        model("0001", "Alice", "Bob");
        model("0002", "Bob");
        Invocation unconfirmed = people("forget", "alice");
        assertThat(unconfirmed.exitCode()).isEqualTo(1);
        assertThat(texts()).hasSize(3);
        assertThat(done("forget", "alice", "--yes"))
                .contains("ALICE is forgotten: 1 messages are deleted", "friends@0001.")
                .doesNotContain("0002");
        assertThat(texts()).containsExactly("yes", "it is me, alice");
        try (Archive archive = Archive.open(new Home(home).archive())) {
            assertThat(archive.live(FRIENDS).consents().staleModels()).containsOnlyKeys("0001");
        }
        assertThat(people("forget", "alice", "--yes").err()).contains("nobody called \"alice\"");
    }

    private Invocation corpus() {
        return Invocation.of(
                inHome(
                        "corpus",
                        "build",
                        "--block=4",
                        "--vocabulary=257",
                        "--validation-share=40%"));
    }

    @Test
    void whatWasBuiltOfTheirWordsGoesWithThem() {
        Home built = new Home(home);
        assertThat(corpus().exitCode()).isZero();
        assertThat(done("rename", "al adams", "Al")).doesNotContain("deleted");
        assertThat(built.corpus("friends")).exists();
        assertThat(done("exclude", "bob")).contains("may not be used any more, and is deleted");
        assertThat(built.corpus("friends")).doesNotExist();

        assertThat(corpus().exitCode()).isZero();
        assertThat(done("consent", "bob", "refused")).doesNotContain("deleted");
        assertThat(done("consent", "alice", "refused")).contains("is deleted");
        done("consent", "alice", "granted");

        assertThat(corpus().exitCode()).isZero();
        assertThat(Invocation.of(inHome("stats")).exitCode()).isZero();
        done("forget", "alice", "--yes");
        assertThat(built.corpus("friends")).doesNotExist();
        assertThat(built.stats("friends")).doesNotExist();
    }

    @Test
    void whatIsImportedLaterIsNoWayBack() throws IOException {
        Path said = folder.resolve("said.txt");
        String words = "the quick brown ferret jumped over my lazy grandmother";
        Files.writeString(said, "ZOE:\n" + words + " yesterday\n\n");
        assertThat(Invocation.of(inHome("import", said.toString())).exitCode()).isZero();
        done("forget", "zoe", "--yes");
        Path repeated = folder.resolve("repeated.txt");
        Files.writeString(repeated, "BOB:\nshe said " + words + ", honestly\n\n");
        assertThat(Invocation.of(inHome("import", repeated.toString())).exitCode()).isZero();
        assertThat(corpus().out()).containsPattern("forgotten +1 ");
    }

    @Test
    void settingsMayLieElsewhere() throws IOException {
        Path more = folder.resolve("more.txt");
        Files.writeString(
                more, "ALICE:\nthe kettle is on\n\nAL ADAMS:\nand the tea too\n\n".repeat(9));
        assertThat(Invocation.of(inHome("import", more.toString())).exitCode()).isZero();
        Path settings = folder.resolve("mine.yml");
        Files.writeString(
                settings, "circles: {friends: {consent: opt-in}}\nprivacy: {words: [friday]}\n");
        assertThat(done("--config", settings.toString())).contains("(opt-in)");
        done("consent", "alice", "granted", "--config", settings.toString());
        done("consent", "al adams", "granted");
        Invocation built =
                Invocation.of(
                        inHome(
                                "corpus",
                                "build",
                                "--block=4",
                                "--vocabulary=257",
                                "--validation-share=40%",
                                "--config",
                                settings.toString()));
        assertThat(built.out()).as(built.err()).contains("no consent", "own");
        assertThat(people("--config", folder.resolve("none.yml").toString()).err())
                .contains("There is no file")
                .hasLineCount(2);
    }

    @Test
    void confirmsWithTheNameTyped() {
        Invocation typed = Invocation.withInput("BOB\n", inHome("people", "forget", "bob"));
        assertThat(typed.exitCode()).isZero();
        assertThat(texts()).hasSize(2);
    }

    @Test
    void saysSoWhenTheFolderIsInUseOrTheCircleIsUnknown() {
        try (Home.Lock _ = new Home(home).lock()) {
            assertThat(people("exclude", "bob").err()).contains("is in use").hasLineCount(2);
        }
        assertThat(Invocation.of("people", "--circle", "nobody", "--home", home.toString()).err())
                .contains("The circle nobody has no people yet.")
                .hasLineCount(2);
        assertThat(Invocation.of("people", "suggest", "--home", home.toString()).err())
                .contains("Missing required option: '--circle=<name>'")
                .hasLineCount(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "merge", "split", "rename", "alias", "bot", "exclude", "include", "consent",
                "suggest", "export", "apply", "forget"
            })
    void explainsEachWithAnExample(String command) {
        Invocation help = Invocation.of("people", command, "--help");
        assertThat(Invocation.of("help", "people", command).out()).isEqualTo(help.out());
        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("\nExample:\n  understudy people " + command);
    }
}
