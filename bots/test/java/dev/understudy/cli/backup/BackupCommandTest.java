package dev.understudy.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.archive.Archive;
import dev.understudy.chat.Circle;
import dev.understudy.cli.Invocation;
import dev.understudy.cli.OwnProcess;
import dev.understudy.cli.Understudy;
import dev.understudy.settings.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `understudy backup` and `understudy restore`, from outside.
class BackupCommandTest {
    private static final String OLD = "models/friends/0001/config.json";
    private static final String LIVE = "models/friends/0003/config.json";

    @TempDir Path folder;
    private Home home;
    private Path backup;
    private Path other;

    @BeforeEach
    void furnish() throws IOException {
        home = Households.furnished(folder.resolve("home"), 50);
        backup = folder.resolve("backup.zip");
        other = folder.resolve("other");
    }

    private Invocation backUp(Path file, String... more) {
        return Invocation.of(arguments(List.of("backup", file.toString()), home.folder(), more));
    }

    private Invocation restore(Path into, String... more) {
        return Invocation.of(arguments(List.of("restore", backup.toString()), into, more));
    }

    private static String[] arguments(List<String> first, Path home, String... more) {
        return Stream.of(first.stream(), Stream.of("--home", home.toString()), Stream.of(more))
                .flatMap(words -> words)
                .toArray(String[]::new);
    }

    private static long messages(Path home) {
        try (Archive archive = Archive.open(new Home(home).archive())) {
            return archive.messageCount(new Circle("friends"));
        }
    }

    @Test
    void everythingComesBackButWhatIsSecretOrCanBeMadeAgain() throws IOException {
        Invocation packed = backUp(backup);
        assertThat(packed.exitCode()).as(packed.err()).isZero();
        assertThat(packed.out())
                .contains("Backed up 1 circle, 50 messages, 2 model versions")
                .contains(backup.toString());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rw-------");

        Invocation restored = restore(other);
        assertThat(restored.exitCode()).as(restored.err()).isZero();
        assertThat(restored.out())
                .startsWith("Restored 1 circle, 50 messages, 2 model versions")
                .contains("forgotten");
        SortedMap<String, String> before = Households.content(home.folder());
        SortedMap<String, String> after = Households.content(other);
        assertThat(before).containsKeys("discord.token", OLD);
        assertThat(after).doesNotContainKeys("discord.token", OLD).containsKey(LIVE);
        before.keySet().removeIf(name -> name.matches("archive/.*|discord.token|.*/0001/.*"));
        after.keySet().removeIf(name -> name.startsWith("archive/"));
        assertThat(after).isEqualTo(before);
        assertThat(messages(other)).isEqualTo(50);
    }

    @Test
    void versionsOlderThanTheOneBeforeAreTakenOnDemand() throws IOException {
        assertThat(backUp(backup, "--all-models").out()).contains("3 model versions");
        restore(other);
        assertThat(other.resolve(OLD)).exists();
    }

    @Test
    void theVersionThatWasChosenIsTheOneThatIsKept() throws IOException {
        Files.writeString(home.model("friends").resolve("live"), "0002\n");
        backUp(backup);
        restore(other);
        assertThat(other.resolve(OLD)).exists();
        assertThat(other.resolve(LIVE)).doesNotExist();
        assertThat(other.resolve("models/friends/live")).hasContent("0002");
    }

    @Test
    void aFolderGetsAFileNamedByTheTime() throws IOException {
        Path nightly = Files.createDirectory(folder.resolve("nightly"));
        assertThat(backUp(nightly).exitCode()).isZero();
        try (Stream<Path> files = Files.list(nightly)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .singleElement()
                    .asString()
                    .matches("understudy-\\d{8}-\\d{6}\\.zip");
        }
    }

    @Test
    void settingsElsewhereAreTakenAlong() throws IOException {
        Path settings = Files.writeString(folder.resolve("mine.yml"), "operators: []\n");
        assertThat(backUp(backup, "--config", settings.toString()).exitCode()).isZero();
        restore(other);
        assertThat(other.resolve("understudy.yml")).hasContent("operators: []");
    }

    @Test
    void nothingIsBackedUpOrRestoredBesideAnotherProcess() {
        try (Home.Lock _ = home.lock()) {
            Invocation refused = backUp(backup);
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err()).contains("in use", "Stop the bots").hasLineCount(2);
            assertThat(backup).doesNotExist();
        }
        backUp(backup);
        try (Home.Lock _ = home.lock()) {
            assertThat(restore(home.folder(), "--force").err()).contains("in use");
        }
        try (Home.Lock _ = home.lockRun("friends")) {
            assertThat(restore(home.folder(), "--force").err()).contains("is being trained");
        }
        assertThat(home.folder().resolve("replaced-1")).doesNotExist();
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        Files.writeString(backup, "mine");
        Invocation refused = backUp(backup);
        assertThat(refused.err()).contains("is there already").hasLineCount(2);
        assertThat(backup).hasContent("mine");

        Files.delete(backup);
        backUp(backup);
        SortedMap<String, String> before = Households.content(home.folder());
        Invocation occupied = restore(home.folder());
        assertThat(occupied.exitCode()).isEqualTo(1);
        assertThat(occupied.err()).contains("is not empty", "archive, salt", "--force");
        assertThat(Households.content(home.folder())).isEqualTo(before);
    }

    @Test
    void whatIsReplacedIsPutAside() throws IOException {
        backUp(backup);
        Files.writeString(home.folder().resolve("salt"), "another");
        Invocation restored = restore(home.folder(), "--force");
        assertThat(restored.exitCode()).as(restored.err()).isZero();
        Path aside = home.folder().resolve("replaced-1");
        assertThat(restored.out()).contains("What was here before is in " + aside);
        assertThat(aside.resolve("salt")).hasContent("another");
        assertThat(aside.resolve(OLD)).exists();
        assertThat(aside.resolve("runs")).exists();
        assertThat(home.folder().resolve("salt")).hasContent(Households.SALT);
        assertThat(home.folder().resolve("discord.token")).exists();
        assertThat(messages(home.folder())).isEqualTo(50);
    }

    @Test
    void whoWasForgottenSinceIsForgottenAgain() {
        backUp(backup);
        String[] forget = {
            "people",
            "forget",
            "friend 1",
            "--yes",
            "--circle",
            "friends",
            "--home",
            home.folder().toString()
        };
        Invocation forgotten = Invocation.of(forget);
        assertThat(forgotten.exitCode()).as(forgotten.err()).isZero();
        Invocation restored = restore(home.folder(), "--force");
        assertThat(restored.out()).contains("since, and are again: 1.");
        assertThat(messages(home.folder())).isEqualTo(33);
        try (Archive archive = Archive.open(home.archive())) {
            assertThat(archive.people(new Circle("friends"))).hasSize(2);
        }
        assertThat(restore(other).out()).contains("is in it again");
        assertThat(messages(other)).isEqualTo(50);
    }

    @Test
    void aTrialSaysWhatIsThereAndChangesNothing() throws IOException {
        backUp(backup);
        Invocation trial = restore(other, "--dry-run");
        assertThat(trial.exitCode()).isZero();
        assertThat(trial.out()).contains("The backup is whole: 1 circle, 50 messages");
        assertThat(Households.content(other)).isEmpty();

        byte[] bytes = Files.readAllBytes(backup);
        bytes[bytes.length / 2] ^= 1;
        Files.write(backup, bytes);
        Invocation damaged = restore(other, "--dry-run");
        assertThat(damaged.exitCode()).isEqualTo(1);
        assertThat(damaged.err()).contains("damaged", "another backup").hasLineCount(2);
    }

    @Test
    void aDamagedBackupLeavesTheFolderAsItWas() throws IOException {
        backUp(backup);
        byte[] bytes = Files.readAllBytes(backup);
        bytes[bytes.length / 2] ^= 1;
        Files.write(backup, bytes);
        SortedMap<String, String> before = Households.content(home.folder());
        assertThat(restore(home.folder(), "--force").err()).contains("damaged");
        assertThat(Households.content(home.folder())).isEqualTo(before);
        assertThat(home.folder().resolve(".restore")).doesNotExist();
    }

    @Test
    void aModelThatCannotBeReadKeepsNothingElseFromBeingKept() throws IOException {
        Files.writeString(home.model("friends").resolve("0003/understudy.json"), "{");
        assertThat(backUp(backup).exitCode()).isZero();
        Invocation restored = restore(other);
        assertThat(restored.exitCode()).as(restored.err()).isZero();
        assertThat(messages(other)).isEqualTo(50);
        assertThat(other.resolve("models/friends/0003/understudy.json")).hasContent("{");
    }

    @Test
    void aModelOfALaterVersionIsRefused() throws IOException {
        Path card = home.model("friends").resolve("0003/understudy.json");
        Files.writeString(
                card,
                Files.readString(card)
                        .replaceFirst("\"format_version\" ?: ?\\d+", "\"format_version\": 99"));
        Households.packed(home, backup);
        Invocation refused = restore(other);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("format_version is 99").hasLineCount(2);
        assertThat(Households.content(other)).isEmpty();
    }

    @Test
    void anArchiveThatCannotBeReadIsNotBackedUp() throws IOException {
        Path database = home.folder().resolve("archive/archive.mv.db");
        byte[] bytes = Files.readAllBytes(database);
        Arrays.fill(bytes, 0, bytes.length, (byte) 7);
        Files.write(database, bytes);
        Invocation refused = backUp(backup);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("damaged").hasLineCount(2);
        assertThat(backup).doesNotExist();
    }

    @Test
    void anArchiveOfALaterVersionIsRefused() throws IOException, SQLException {
        String url = "jdbc:h2:file:" + home.archive();
        try (Connection connection = DriverManager.getConnection(url)) {
            connection
                    .createStatement()
                    .execute(
                            """
                            INSERT INTO "flyway_schema_history" SELECT 99, '99', "description",
                            "type", 'V99__later.sql', "checksum", "installed_by", "installed_on",
                            "execution_time", "success" FROM "flyway_schema_history"
                            WHERE "version" = '1'""");
        }
        Households.packed(home, backup);
        Invocation refused = restore(other);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .contains("newer version of Understudy", "with the Understudy that made it (1.0)")
                .hasLineCount(2);
        assertThat(Households.content(other)).isEmpty();
    }

    @Test
    void anEmptyFolderAndAFolderThatIsNoneAreTold() {
        Invocation empty = Invocation.of("backup", backup.toString(), "--home", other.toString());
        assertThat(empty.err()).contains("holds nothing to back up").hasLineCount(2);
        Invocation nowhere = backUp(folder.resolve("none/backup.zip"));
        assertThat(nowhere.err()).contains("no such folder").hasLineCount(2);
        assertThat(restore(other).err()).contains("There is no file").hasLineCount(2);
    }

    /// Weights that take a while to copy.
    private void addWeights() throws IOException {
        byte[] weights = new byte[64 << 20];
        RandomGenerator.of("L64X128MixRandom").nextBytes(weights);
        Path version = home.model("friends").resolve("0003");
        Files.write(version.resolve("model.safetensors"), weights);
    }

    private OwnProcess start(String... arguments) throws IOException {
        return new OwnProcess(
                folder.resolve("err"), Map.of(), OwnProcess.java(Understudy.class, arguments));
    }

    @Test
    void aBackupThatIsKilledIsNoBackupAndTheNextOneIs() throws Exception {
        addWeights();
        Path part = folder.resolve("backup.zip.part");
        try (OwnProcess killed =
                start(arguments(List.of("backup", backup.toString()), home.folder()))) {
            killed.runUntil(() -> size(part) > 1 << 20);
            killed.kill();
        }
        assertThat(backup).doesNotExist();
        assertThat(backUp(backup).exitCode()).isZero();
        assertThat(part).doesNotExist();
        assertThat(restore(other, "--dry-run").exitCode()).isZero();
    }

    @Test
    void aRestoreThatIsKilledChangesNothing() throws Exception {
        addWeights();
        backUp(backup);
        SortedMap<String, String> before = Households.content(home.folder());
        Path staged = home.folder().resolve(".restore/part/models/friends/0003/model.safetensors");
        try (OwnProcess killed =
                start(arguments(List.of("restore", backup.toString()), home.folder(), "--force"))) {
            killed.runUntil(() -> size(staged) > 1 << 20);
            killed.kill();
        }
        String[] people = {"people", "--circle", "friends", "--home", home.folder().toString()};
        assertThat(Invocation.of(people).out()).containsIgnoringCase("Friend 1");
        assertThat(home.folder().resolve(".restore")).doesNotExist();
        assertThat(Households.content(home.folder()).subMap("models", "models~"))
                .isEqualTo(before.subMap("models", "models~"));
        assertThat(restore(home.folder(), "--force").exitCode()).isZero();
        assertThat(messages(home.folder())).isEqualTo(50);
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException gone) {
            return 0;
        }
    }

    @Test
    void tokensAreInNoBackup() throws IOException {
        backUp(backup);
        try (ZipFile zip = new ZipFile(backup.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName))
                    .contains("manifest.json", "archive/archive.mv.db", "salt", "understudy.yml")
                    .noneMatch(name -> name.contains("token"));
        }
    }
}
