package dev.understudy.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/// Backups that were damaged on the way, or made by somebody who means harm.
class DamagedBackupTest {
    private static Path folder = Path.of("");
    private static byte[] whole = {};
    private static SortedMap<String, String> content = new TreeMap<>();

    @BeforeContainer
    static void pack() throws IOException {
        folder = Files.createTempDirectory("backups");
        Home home = Households.furnished(folder.resolve("home"), 50);
        Path backup = Households.packed(home, folder.resolve("whole.zip"));
        whole = Files.readAllBytes(backup);
        try (BackupFile file = BackupFile.open(backup)) {
            file.unpack(folder.resolve("unpacked"), _ -> {});
        }
        content = Households.content(folder.resolve("unpacked"));
        assertThat(content).containsKeys(Contents.ARCHIVE, "models/friends/0003/config.json");
    }

    @AfterContainer
    static void cleanUp() throws IOException {
        Households.delete(folder);
    }

    /// Either every byte of what is unpacked is right, or it is refused.
    @Property(tries = 150)
    void aChangedByteIsNoticedWhereverItIs(
            @ForAll @IntRange(max = 1_000_000) int where,
            @ForAll @IntRange(min = 1, max = 255) int how)
            throws IOException {
        byte[] damaged = whole.clone();
        damaged[where % whole.length] ^= (byte) how;
        assertRefusedOrRight(damaged);
    }

    /// The manifest and the zip's own tables, where chance seldom leads.
    @Property(tries = 150)
    void aChangedByteNearTheEndIsNoticed(
            @ForAll @IntRange(max = 1_000_000) int where,
            @ForAll @IntRange(min = 1, max = 255) int how)
            throws IOException {
        byte[] damaged = whole.clone();
        damaged[whole.length - 1 - where % 3000] ^= (byte) how;
        assertRefusedOrRight(damaged);
    }

    @Property(tries = 50)
    void aFileThatWasCutIsRefused(@ForAll @IntRange(max = 1_000_000) int where) throws IOException {
        Path backup = folder.resolve("cut.zip");
        Files.write(backup, Arrays.copyOf(whole, where % whole.length));
        UserError refusal = catchThrowableOfType(UserError.class, () -> BackupFile.open(backup));
        assertThat(refusal.problem()).contains(backup.toString(), "damaged");
    }

    private static void assertRefusedOrRight(byte[] damaged) throws IOException {
        Path backup = Files.write(folder.resolve("damaged.zip"), damaged);
        Path target = Files.createDirectory(folder.resolve("target"));
        try (BackupFile file = BackupFile.open(backup)) {
            file.unpack(target, _ -> {});
            assertThat(Households.content(target)).isEqualTo(content);
        } catch (UserError refused) {
            assertThat(refused.problem()).contains(backup.toString());
            assertThat(refused.remedy()).isNotBlank();
        } finally {
            Households.delete(target);
        }
    }

    @Example
    void whatLeadsElsewhereIsRefused() throws IOException {
        for (String name :
                List.of(
                        "../escaped",
                        "/etc/escaped",
                        "models/friends/../../../escaped",
                        "models/../salt",
                        "models/friends/0001/..",
                        "models\\friends\\0001\\escaped",
                        "models/friends/0001/.lock",
                        "archive/other.mv.db",
                        ".restore/whole/salt",
                        "discord.token")) {
            assertThat(Contents.mayHold(name)).as(name).isFalse();
            assertThatThrownBy(() -> new Manifest.Kept(name, 0, "0".repeat(64)))
                    .isInstanceOf(IllegalArgumentException.class);
            Path backup = rewritten(Map.of("\"salt\"", '"' + name.replace("\\", "\\\\") + '"'));
            assertThatThrownBy(() -> BackupFile.open(backup))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("damaged");
        }
    }

    @Example
    void aLaterFormatIsRefusedBeforeAnythingElse() throws IOException {
        Path backup =
                rewritten(Map.of("\"format_version\" : 1", "\"format_version\" : 2", "files", "x"));
        UserError refusal = catchThrowableOfType(UserError.class, () -> BackupFile.open(backup));
        assertThat(refusal.problem()).contains("later Understudy", "format is 2", "1 to 1");
        assertThat(refusal.remedy()).contains("Update");
    }

    @Example
    void aFileThatIsMissingOrTooManyIsRefused() throws IOException {
        for (String name : List.of("salt", "models/friends/0003/config.json")) {
            Path backup = folder.resolve("missing.zip");
            rewrite(backup, entries -> entries.remove(name));
            assertThatThrownBy(() -> BackupFile.open(backup)).hasMessageContaining("its files are");
        }
        Path more = folder.resolve("more.zip");
        rewrite(more, entries -> entries.put("models/friends/0001/more", new byte[1]));
        assertThatThrownBy(() -> BackupFile.open(more)).hasMessageContaining("its files are not");
    }

    @Example
    void whatIsLargerThanItSaysIsNotUnpackedToItsEnd() throws IOException {
        Path bomb = folder.resolve("bomb.zip");
        rewrite(bomb, entries -> entries.put("salt", new byte[50_000_000]));
        long[] read = {0};
        try (BackupFile file = BackupFile.open(bomb)) {
            assertThatThrownBy(() -> file.verify(done -> read[0] = done))
                    .hasMessageContaining("the checksum of salt is wrong");
        }
        assertThat(read[0]).isLessThan(1_000_000);
    }

    @Example
    void whatIsNoBackupIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text.zip"), "hello");
        assertThatThrownBy(() -> BackupFile.open(text)).hasMessageContaining("no whole zip file");
        Path other = folder.resolve("other.zip");
        rewrite(other, entries -> entries.remove(ManifestFile.NAME));
        assertThatThrownBy(() -> BackupFile.open(other)).hasMessageContaining("is no backup");
        assertThatThrownBy(() -> BackupFile.open(folder.resolve("none.zip")))
                .hasMessageContaining("There is no file");
    }

    private static Path rewritten(Map<String, String> changes) throws IOException {
        Path file = folder.resolve("rewritten.zip");
        rewrite(
                file,
                entries -> {
                    String text =
                            new String(entries.get(ManifestFile.NAME), StandardCharsets.UTF_8);
                    for (Map.Entry<String, String> change : changes.entrySet()) {
                        assertThat(text).contains(change.getKey());
                        text = text.replace(change.getKey(), change.getValue());
                    }
                    entries.put(ManifestFile.NAME, text.getBytes(StandardCharsets.UTF_8));
                });
        return file;
    }

    /// The whole backup with other entries, and checksums of the zip that fit.
    private static void rewrite(Path file, Consumer<Map<String, byte[]>> change)
            throws IOException {
        Path original = Files.write(folder.resolve("original.zip"), whole);
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(original.toFile())) {
            for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        change.accept(entries);
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
    }
}
