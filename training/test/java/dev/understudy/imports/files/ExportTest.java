package dev.understudy.imports.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.understudy.settings.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportTest {
    private static final int CENTRAL = 0x02014b50;

    @TempDir Path folder;

    /// A zip of these names, each followed by its text.
    private Path zip(String... namesAndTexts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
                zip.write(namesAndTexts[i + 1].getBytes(UTF_8));
            }
        }
        return Files.write(folder.resolve("export.zip"), bytes.toByteArray());
    }

    private static String text(ExportFile file) throws IOException {
        try (InputStream bytes = file.open()) {
            return new String(bytes.readAllBytes(), UTF_8);
        }
    }

    private static UserError refusal(Path path) {
        return catchThrowableOfType(UserError.class, () -> Export.open(path).close());
    }

    @Test
    void aZipGivesItsFilesInTheOrderInWhichPeopleCount() throws IOException {
        Path zip =
                zip("a [part 10].json", "ten", "a [part 2].json", "two", "b/c.txt", "c", "d/", "");
        try (Export export = Export.open(zip)) {
            assertThat(export.files())
                    .extracting(ExportFile::name)
                    .containsExactly("a [part 2].json", "a [part 10].json", "b/c.txt");
            assertThat(text(export.files().get(1))).isEqualTo("ten");
            assertThat(export.files().get(2)).hasToString(zip + "/b/c.txt");
            assertThat(export.file("B/C.TXT")).isPresent();
            assertThat(export.single()).isEmpty();
            assertThat(export.bytes()).isEqualTo(7);
        }
    }

    @Test
    void aFolderGivesItsFilesWithoutTheSystemsOwn() throws IOException {
        Files.createDirectories(folder.resolve("export/deep"));
        Files.writeString(folder.resolve("export/deep/a.txt"), "a");
        Files.writeString(folder.resolve("export/.DS_Store"), "x");
        try (Export export = Export.open(folder.resolve("export"))) {
            assertThat(export.files()).extracting(ExportFile::name).containsExactly("deep/a.txt");
            assertThat(text(export.files().getFirst())).isEqualTo("a");
        }
    }

    @Test
    void aLinkOutOfAFolderIsNotFollowed() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "secret");
        Path export = Files.createDirectories(folder.resolve("export"));
        Path inside = Files.writeString(export.resolve("a.txt"), "a");
        Files.createSymbolicLink(export.resolve("out.txt"), secret);
        Files.createSymbolicLink(export.resolve("out"), folder);
        Files.createSymbolicLink(export.resolve("same.txt"), inside);
        try (Export opened = Export.open(export)) {
            assertThat(opened.files())
                    .extracting(ExportFile::name)
                    .containsExactly("a.txt", "same.txt");
        }
        try (Export named = Export.open(export.resolve("out.txt"))) {
            assertThat(text(named.single().orElseThrow())).isEqualTo("secret");
        }
    }

    @Test
    void aFileIsItselfAndAZipIsKnownByItsContent() throws IOException {
        Path file = Files.writeString(folder.resolve("text.zip"), "no zip");
        try (Export export = Export.open(file)) {
            assertThat(export.single().orElseThrow().name()).isEqualTo("text.zip");
        }
        Path renamed = Files.move(zip("a.txt", "a"), folder.resolve("export.dat"));
        try (Export export = Export.open(renamed)) {
            assertThat(export.single()).isEmpty();
        }
    }

    @Test
    void aNestedZipStaysShut() throws IOException {
        byte[] inner = Files.readAllBytes(zip("inner.txt", "inner"));
        Path outer = folder.resolve("outer.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(outer))) {
            zip.putNextEntry(new ZipEntry("inner.zip"));
            zip.write(inner);
        }
        try (Export export = Export.open(outer)) {
            assertThat(export.files()).extracting(ExportFile::name).containsExactly("inner.zip");
            assertThat(export.files().getFirst().isBinary()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil.txt",
                "a/../../evil.txt",
                "/etc/evil.txt",
                "C:\\evil.txt",
                "..\\evil.txt",
                "a/./b.txt",
                "a//b.txt",
                "a\nb.txt"
            })
    void namesThatLeadOutAreRefused(String name) throws IOException {
        UserError refusal = refusal(zip("fine.txt", "x", name, "x"));
        assertThat(refusal.problem()).contains("names that lead out").doesNotContain("\n");
        assertThat(refusal.remedy()).contains("unpack");
    }

    @Test
    void namesThatComeTwiceAreRefused() throws IOException {
        assertThat(refusal(zip("a/b.txt", "1", "a\\b.txt", "2")).problem()).contains("come twice");
    }

    @Test
    void aBombIsRefusedBeforeItIsUnpacked() throws IOException {
        Path zip = zip("bomb.txt", "\0".repeat(30_000_000));
        assertThat(Files.size(zip)).isLessThan(40_000);
        assertThat(refusal(zip).problem()).contains("far more than it is");
        assertThat(refusal(zip("long.txt", "lol, no, yes\n".repeat(20_000)))).isNull();
    }

    @Test
    void manySmallSwellingFilesAreABombToo() throws IOException {
        String[] files = new String[2 * 400];
        for (int i = 0; i < files.length; i += 2) {
            files[i] = i + ".txt";
            files[i + 1] = "\0".repeat(1_000_000);
        }
        assertThat(refusal(zip(files)).problem()).contains("far more than it is");
    }

    @Test
    void anEntryThatLiesAboutItsLengthFailsWhenItIsRead() throws IOException {
        Path zip = zip("liar.txt", "x".repeat(100_000));
        patchCentral(zip, 24, 1_000);
        try (Export export = Export.open(zip)) {
            assertThatThrownBy(() -> text(export.files().getFirst()))
                    .isInstanceOf(ZipException.class);
        }
    }

    @Test
    void aWrongChecksumIsNoticed() throws IOException {
        Path zip = zip("a.txt", "some text");
        patchCentral(zip, 16, 12345);
        try (Export export = Export.open(zip)) {
            assertThatThrownBy(() -> text(export.files().getFirst()))
                    .isInstanceOf(ZipException.class)
                    .hasMessageContaining("checksum");
        }
    }

    @Test
    void entriesThatOverlapAreRefused() throws IOException {
        String noise = "0123456789abcdef".repeat(40);
        Path zip = zip("a.txt", noise, "b.txt", noise);
        patchCentral(zip, 20, (int) Files.size(zip) + 1);
        assertThat(refusal(zip)).isNotNull();
    }

    @Test
    void aListOfFarTooManyFilesIsNotEvenRead() throws IOException {
        Path zip = zip("a.txt", "a");
        byte[] bytes = Files.readAllBytes(zip);
        ByteBuffer end = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        end.putInt(bytes.length - 22 + 12, 0x7FFFFFFF);
        Files.write(zip, bytes);
        assertThat(refusal(zip).problem()).contains("more than 200000 files");
    }

    @Test
    void aZipCutAnywhereIsRefused() throws IOException {
        Path zip = zip("a.txt", "some text", "b.txt", "more");
        byte[] whole = Files.readAllBytes(zip);
        for (int length = 4; length < whole.length; length++) {
            Files.write(zip, Arrays.copyOf(whole, length));
            assertThat(refusal(zip).problem()).as("cut at %d", length).contains("no whole zip");
        }
    }

    /// Overwrites four bytes of the first entry of the list at the end.
    private static void patchCentral(Path zip, int offset, int value) throws IOException {
        byte[] bytes = Files.readAllBytes(zip);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        while (buffer.getInt(at) != CENTRAL) {
            at++;
        }
        buffer.putInt(at + offset, value);
        Files.write(zip, bytes);
    }
}
