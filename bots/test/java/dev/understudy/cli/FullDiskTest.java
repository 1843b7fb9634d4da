package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk that is really full: a file system of two megabytes in memory. Mounting it takes Linux
/// and root; elsewhere these tests are skipped.
class FullDiskTest {
    @TempDir Path folder;
    private Path disk;
    private Path filler;
    private ToyHome home;
    private Path chat;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                exitCode("mount", "-t", "tmpfs", "-o", "size=2m", "none", disk.toString()) == 0,
                "mounting a small disk takes Linux and root");
        filler = disk.resolve("filler");
        home = new ToyHome(disk.resolve("home"));
        chat = ToyHome.writeChat(folder.resolve("chat.txt"), 300);
        home.importChat(chat);
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (Files.exists(disk.resolve("home"))) {
            assertThat(exitCode("umount", "-l", disk.toString())).isZero();
        }
    }

    private static int exitCode(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException noSuchCommand) {
            return -1;
        }
    }

    /// Leaves `free` bytes on the disk, or a block more.
    private void fillUpTo(long free) throws IOException {
        long usable = Files.getFileStore(disk).getUsableSpace();
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(filler)) {
            for (long left = usable - free; left >= block.length; left -= block.length) {
                out.write(block);
            }
        }
    }

    @Test
    void anImportKeepsWhatWasThereAndCanBeRunAgain() throws IOException {
        Path more = ToyHome.writeChat(folder.resolve("more.txt"), 30_000);
        fillUpTo(20_000);
        Invocation full = Invocation.of(home.inCircle("import", more.toString()));
        assertThat(full.exitCode()).as(full.err()).isEqualTo(1);
        assertThat(full.err()).hasLineCount(2).contains("full", "Free some space");

        Files.delete(filler);
        assertThat(home.messages()).isEqualTo(300);
    }

    @Test
    void aTrainingKeepsTheModelThatWasThere() throws IOException {
        home.train("--steps=20");
        SortedMap<String, String> before = home.content();
        for (long free : new long[] {0, 20_000, 60_000}) {
            fillUpTo(free);
            Invocation full = Invocation.of(home.training("--steps=20"));
            assertThat(full.exitCode()).as("%d bytes: %s", free, full.err()).isEqualTo(1);
            assertThat(full.err().lines().toList().reversed().get(1))
                    .containsPattern("No space left|[Dd]isk .*is full");
            assertThat(full.err()).doesNotContain("defect");
            Files.delete(filler);
        }
        SortedMap<String, String> models = home.content().subMap("models", "models~");
        assertThat(models).isNotEmpty().isEqualTo(before.subMap("models", "models~"));
        home.train("--steps=20", "--fresh");
        assertThat(home.model("0002")).isDirectory();
    }

    @Test
    void anInterruptedRunGoesOnWhenThereIsRoomAgain() throws IOException {
        home.run(chat, 4);
        fillUpTo(40_000);
        Invocation full = Invocation.of(home.inCircle("train", "--resume"));
        assertThat(full.exitCode()).as(full.err()).isEqualTo(1);
        assertThat(full.err()).contains("No space left").doesNotContain("defect");

        Files.delete(filler);
        Invocation resumed = Invocation.of(home.inCircle("train", "--resume"));
        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertThat(home.model("0001")).isDirectory();
    }

    @Test
    void aBackupOrARestoreLeavesNothingBehind() throws IOException {
        home.train("--steps=20");
        SortedMap<String, String> before = home.content();
        Path backup = disk.resolve("backup.zip");
        fillUpTo(20_000);
        Invocation full =
                Invocation.of("backup", backup.toString(), "--home", home.folder().toString());
        assertThat(full.exitCode()).as(full.err()).isEqualTo(1);
        assertThat(full.err()).hasLineCount(2).contains("No space left", "Make room");
        assertThat(backup).doesNotExist();
        assertThat(disk.resolve("backup.zip.part")).doesNotExist();

        Files.delete(filler);
        Path elsewhere = folder.resolve("backup.zip");
        Invocation packed =
                Invocation.of("backup", elsewhere.toString(), "--home", home.folder().toString());
        assertThat(packed.exitCode()).as(packed.err()).isZero();
        fillUpTo(60_000);
        Invocation unpacked =
                Invocation.of(
                        "restore",
                        elsewhere.toString(),
                        "--force",
                        "--home",
                        home.folder().toString());
        assertThat(unpacked.exitCode()).as(unpacked.err()).isEqualTo(1);
        assertThat(unpacked.err()).hasLineCount(2).contains("KB of room; the backup takes");
        assertThat(home.folder().resolve(".restore")).doesNotExist();
        Files.delete(filler);
        assertThat(home.content()).isEqualTo(before);
        assertThat(home.messages()).isEqualTo(300);
    }
}
