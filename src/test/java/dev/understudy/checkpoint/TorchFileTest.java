package dev.understudy.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.settings.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `pytorch_model.bin`, as torch writes it and as others might.
class TorchFileTest {
    private static final String FILE = "pytorch_model.bin";

    @TempDir Path folder;

    private static byte[] bytes(String form) throws IOException {
        return Files.readAllBytes(Fixture.folder(form).resolve(FILE));
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve(FILE), bytes);
    }

    private static void assertRefused(Path file, String said) {
        assertThatThrownBy(() -> TorchFile.open(file))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"torch", "legacy"})
    void holdsTheSameNumbersAsSafetensors(String form) {
        try (Tensors torch = WeightFiles.open(Fixture.folder(form));
                Tensors safe = WeightFiles.open(Fixture.folder("whole"))) {
            for (String name : safe.names()) {
                torch.requireShape(name, safe.entry(name).shape());
                assertThat(torch.bytes(name)).as(name).isEqualTo(safe.bytes(name));
                ByteBuffer read = ByteBuffer.allocateDirect(safe.bytes(name).remaining());
                torch.entry(name).read(ElementType.F32, read);
                assertThat(read).as(name).isEqualTo(safe.bytes(name));
            }
            assertThat(torch.names())
                    .contains("lm_head.weight", "transformer.h.0.attn.masked_bias")
                    .hasSize(safe.names().size() + 3);
            assertThat(torch.entry("transformer.h.0.attn.masked_bias").shape()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"torch", "legacy"})
    void aFileThatIsCutAnywhereIsRefused(String form) throws IOException {
        byte[] whole = bytes(form);
        for (int length = 0; length < whole.length; length += length < 3000 ? 7 : 101) {
            assertRefused(write(Arrays.copyOf(whole, length)), "is missing or damaged");
        }
        assertRefused(write(Arrays.copyOf(whole, whole.length - 1)), "is missing or damaged");
        TorchFile.open(write(whole)).close();
    }

    /// Where to change which bytes: mostly in the pickle, which both forms have at the beginning.
    record Change(int place, byte value) {}

    @Provide
    Arbitrary<Change> changes() {
        return Combinators.combine(Arbitraries.integers().between(0, 14_000), Arbitraries.bytes())
                .as(Change::new);
    }

    @Property(tries = 1500)
    void changedBytesAreRefusedOrHarmless(
            @ForAll boolean zip, @ForAll("changes") Change one, @ForAll("changes") Change two)
            throws IOException {
        byte[] changed = bytes(zip ? "torch" : "legacy");
        for (Change change : new Change[] {one, two}) {
            changed[change.place() % Math.min(changed.length, 3000)] = change.value();
            changed[change.place() % changed.length] = change.value();
        }
        Path file = Files.createTempFile("changed", ".bin");
        try (Tensors tensors = TorchFile.open(Files.write(file, changed))) {
            tensors.entries().values().forEach(StoredTensor::bytes);
        } catch (UserError refused) {
            assertThat(refused).hasMessageStartingWith(file.toString());
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void aPickleThatWantsToRunSomethingIsRefusedAndNothingRuns() throws IOException {
        Path trace = folder.resolve("trace");
        String command = "touch " + trace;
        byte[] pickle =
                ("cposix\nsystem\nU" + (char) command.length() + command + "\u0085R.")
                        .getBytes(StandardCharsets.ISO_8859_1);
        Path file = write(zip("archive/data.pkl", pickle));
        assertThatThrownBy(() -> TorchFile.open(file))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        file
                                + " is refused: it asks for posix.system, which weights never need."
                                + " Nothing was run.");
        byte[] legacy = bytes("legacy");
        int magic = 15; // PROTO, LONG1 and its ten bytes, STOP
        ByteArrayOutputStream other = new ByteArrayOutputStream();
        other.write(legacy, 0, magic);
        other.write(pickle);
        assertRefused(write(other.toByteArray()), "it asks for posix.system");
        assertThat(trace).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "archive/data.pkl, N., it holds no tensors by name",
        "archive/data.pkl, }., it holds no tensors by name",
        "archive/data.pkl, }U, ends early",
        "archive/other.pkl, }., a zip archive of something else",
        "a/b/data.pkl, }., a zip archive of something else"
    })
    void archivesOfSomethingElse(String member, String pickle, String said) throws IOException {
        assertRefused(write(zip(member, pickle.getBytes(StandardCharsets.US_ASCII))), said);
    }

    @Test
    void filesOfSomethingElse() throws IOException {
        assertRefused(write("<html>".getBytes(StandardCharsets.US_ASCII)), "no file of torch.save");
        assertRefused(write(new byte[0]), "no file of torch.save");
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            zip.putNextEntry(new ZipEntry("archive/data.pkl"));
            zip.write("}.".getBytes(StandardCharsets.US_ASCII));
        }
        assertRefused(write(packed.toByteArray()), "compressed");
        assertRefused(folder.resolve("gone.bin"), "there is no such file");
    }

    @ParameterizedTest
    @CsvSource({
        "K\\x02K\\x03\\x86K\\x03K\\x01\\x86, 6, 0, whole",
        "K\\x02K\\x03\\x86K\\x03K\\x01\\x86, 7, 1, whole",
        "K\\x02K\\x03\\x86K\\x03K\\x01\\x86, 6, 1, reaches past its numbers",
        "K\\x02K\\x03\\x86K\\x03K\\x01\\x86, 5, 0, reaches past its numbers",
        "K\\x02K\\x03\\x86K\\x00K\\x01\\x86, 3, 0, reaches past its numbers",
        "K\\x02K\\x03\\x86K\\x01\\x85, 6, 0, reaches past its numbers",
        "J\\xff\\xff\\xff\\xffK\\x03\\x86K\\x03K\\x01\\x86, 6, 0, reaches past its numbers",
        "K\\x02K\\x03\\x86J\\xff\\xff\\xff\\xffK\\x01\\x86, 6, 0, reaches past its numbers",
        "J\\xff\\xff\\xff\\x7f\\x94h\\x00h\\x00\\x87K\\x00K\\x00K\\x00\\x87, 6, 0, absurd",
        "K\\x02N\\x86K\\x03K\\x01\\x86, 6, 0, makes no sense"
    })
    void aTensorLiesWithinItsStorage(String shapeAndStrides, int count, int offset, String said)
            throws IOException {
        String pickle =
                "}U\\x01actorch._utils~_rebuild_tensor_v2~((U\\x07storagectorch~FloatStorage~"
                        + "U\\x010U\\x03cpuK\\x0%dtQK\\x0%d%s\\x89}tRs."
                                .formatted(count, offset, shapeAndStrides);
        Path file = write(zip("m/data.pkl", unescaped(pickle), "m/data/0", new byte[4 * count]));
        if (said.equals("whole")) {
            try (Tensors tensors = TorchFile.open(file)) {
                assertThat(tensors.bytes("a").remaining()).isEqualTo(24);
            }
        } else {
            assertRefused(file, said);
        }
        byte[] tooLarge = zip("m/data.pkl", unescaped(pickle), "m/data/0", new byte[4 * count + 4]);
        assertThatThrownBy(() -> TorchFile.open(write(tooLarge))).isInstanceOf(UserError.class);
    }

    private static byte[] unescaped(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            if (text.startsWith("\\x", i)) {
                bytes.write(Integer.parseInt(text.substring(i + 2, i + 4), 16));
                i += 3;
            } else {
                bytes.write(text.charAt(i) == '~' ? '\n' : text.charAt(i));
            }
        }
        return bytes.toByteArray();
    }

    /// An archive of stored members: names and bytes by turns.
    private static byte[] zip(Object... members) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setMethod(ZipOutputStream.STORED);
            for (int i = 0; i < members.length; i += 2) {
                byte[] content = (byte[]) members[i + 1];
                ZipEntry entry = new ZipEntry((String) members[i]);
                CRC32 checksum = new CRC32();
                checksum.update(content);
                entry.setSize(content.length);
                entry.setCrc(checksum.getValue());
                zip.putNextEntry(entry);
                zip.write(content);
            }
        }
        return bytes.toByteArray();
    }
}
