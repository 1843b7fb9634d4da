package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.archive.Archive;
import dev.understudy.chat.Circle;
import dev.understudy.settings.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
    @TempDir Path folder;
    private Path chat;
    private Path home;

    @BeforeEach
    void writeChat() throws IOException {
        home = folder.resolve("home");
        chat = folder.resolve("chat.txt");
        Files.writeString(
                chat,
                """
                ALICE:
                are we still on for friday?

                BOB:
                yes
                bring the cat

                ALICE:
                the cat brings herself

                """);
    }

    private Invocation importing(String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = "import";
        System.arraycopy(options, 0, arguments, 1, options.length);
        arguments[options.length + 1] = "--home";
        arguments[options.length + 2] = home.toString();
        return Invocation.of(arguments);
    }

    private long stored() {
        try (Archive archive = Archive.open(new Home(home).archive())) {
            return archive.messageCount(new Circle("friends"));
        }
    }

    @Test
    void storesAChatAndSaysWhatBecameOfIt() {
        Invocation first = importing(chat.toString(), "--circle", "friends");
        assertThat(first.exitCode()).isZero();
        assertThat(first.err()).isEmpty();
        assertThat(first.out()).contains("chat.txt (plain)", "new in the archive", "ALICE");
        assertThat(stored()).isEqualTo(3);

        assertThat(importing(chat.toString(), "--circle", "friends").exitCode()).isZero();
        assertThat(stored()).isEqualTo(3);
    }

    @Test
    void storesNothingInADryRun() {
        Invocation outcome = importing(chat.toString(), "--circle", "friends", "--dry-run");
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("nothing was stored");
        assertThat(home.resolve("archive")).doesNotExist();
    }

    @Test
    void needsACircleToStoreIn() {
        assertThat(importing(chat.toString()))
                .isEqualTo(
                        new Invocation(
                                2,
                                "",
                                """
                                Missing required option: '--circle=<name>'.
                                See: understudy import --help
                                """));
        assertThat(importing(chat.toString(), "--circle", "Best Friends"))
                .extracting(Invocation::exitCode, Invocation::err)
                .containsExactly(
                        2,
                        """
                        "Best Friends" cannot name a circle.
                        Use 1 to 40 lower-case letters, digits and hyphens, as in --circle friends.
                        """);
        assertThat(home).doesNotExist();
    }

    @Test
    void saysWhatIsWrongInTwoLines() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.txt"));
        Path bare = Files.createDirectory(folder.resolve("bare"));
        for (Path wrong : new Path[] {folder.resolve("gone.json"), bare, empty}) {
            Invocation outcome = importing(wrong.toString(), "--circle", "friends");
            assertThat(outcome.exitCode()).as("%s", wrong).isEqualTo(1);
            assertThat(outcome.err()).contains(wrong.toString()).hasLineCount(2);
        }
        Invocation misused =
                importing(chat.toString(), "--circle", "friends", "--format", "carrier-pigeon");
        assertThat(misused.err()).contains("carrier-pigeon").hasLineCount(2);
    }

    @Test
    void keepsWhatIsWholeOfADamagedExportAndFails() throws IOException {
        byte[] whole = Files.readAllBytes(chat);
        byte[] damaged = Arrays.copyOf(whole, whole.length + 1);
        damaged[whole.length] = (byte) 0xFF;
        Path bad = Files.write(folder.resolve("bad.txt"), damaged);
        Path good = Files.writeString(folder.resolve("good.txt"), "CARL:\nhello\n\n");
        Invocation outcome = importing(bad.toString(), good.toString(), "--circle", "friends");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).contains("not read to its end", "good.txt (plain)");
        assertThat(outcome.err())
                .hasLineCount(2)
                .startsWith(bad + ":11 is not UTF-8 text.")
                .contains("only what is missing is added");
        assertThat(stored()).isEqualTo(3);
    }

    @Test
    void leavesAFolderInUseAlone() {
        try (Home.Lock _ = new Home(home).lock()) {
            Invocation outcome = importing(chat.toString(), "--circle", "friends");
            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(outcome.err()).startsWith(home + " is in use").hasLineCount(2);
        }
        assertThat(stored()).isZero();
    }
}
