package dev.understudy.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A header is believed only when it is exactly right.
class SafeTensorsTest {
    @TempDir Path folder;

    private Path file(String header, int dataBytes) throws IOException {
        return Files.write(folder.resolve("m.safetensors"), bytes(header, dataBytes));
    }

    private static byte[] bytes(String header, int dataBytes) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + json.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .array();
    }

    private static String tensor(String name, String type, String shape, long start, long end) {
        return "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
                .formatted(name, type, shape, start, end);
    }

    @Test
    void readsTensorsInAnyOrderAndTypes() throws IOException {
        String header =
                "{"
                        + tensor("late", "I8", "[3]", 8, 11)
                        + ","
                        + tensor("none", "F32", "[0,5]", 8, 8)
                        + ","
                        + tensor("first", "F32", "[2,1]", 0, 8)
                        + ",\"__metadata__\":{\"format\":\"pt\"}}   ";
        try (SafeTensors tensors = SafeTensors.open(file(header, 11))) {
            assertThat(tensors.names()).containsExactly("late", "none", "first");
            assertThat(tensors.metadata("format")).contains("pt");
            assertThat(tensors.entry("first").shape()).containsExactly(2, 1);
            assertThat(tensors.bytes("late").remaining()).isEqualTo(3);
            assertThat(tensors.bytes("none").remaining()).isZero();
            assertThatThrownBy(() -> tensors.entry("gone"))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("lacks the tensor gone");
            assertThatThrownBy(
                            () ->
                                    tensors.entry("late")
                                            .read(ElementType.F32, ByteBuffer.allocate(12)))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("late holds I8 elements; accepted: F32, F16, BF16.");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {A:F32:[2]:0:8, B:F32:[2]:4:12}  | 12 | the tensor B overlaps another
                    {A:F32:[2]:0:8, B:F32:[2]:0:8}   | 8  | the tensor B overlaps another
                    {A:F32:[2]:0:8, B:F32:[2]:9:17}  | 17 | there is a hole before the tensor B
                    {A:F32:[2]:4:12}                 | 12 | there is a hole before the tensor A
                    {A:F32:[2]:0:8}                  | 9  | 1 bytes follow its last tensor
                    {A:F32:[2]:0:8}                  | 7  | it ends early, 1 bytes short
                    {A:F32:[3]:0:8}                  | 8  | tensor A do not make its shape
                    {A:F32:[2]:8:0}                  | 8  | tensor A do not make its shape
                    {A:F32:[2]:-8:0}                 | 8  | negative size or place
                    {A:F32:[-2]:0:8}                 | 8  | negative size or place
                    {A:F32:[2.5]:0:8}                | 8  | no whole numbers
                    {A:F32:[9223372036854775807,3]:0:8} | 8 | absurd size
                    {A:F32:[99999999999999999999]:0:8} | 8 | no whole numbers
                    {A:F4:[3]:0:2}                   | 2  | absurd size
                    {A:F32:7:0:8}                    | 8  | lacks a shape or place
                    {A:F99:[2]:0:8}                  | 8  | of the unknown type "F99"
                    {A:F32:[2]:0:8, A:F32:[2]:8:16}  | 16 | its header is not JSON
                    [1]                              | 0  | no JSON object
                    {"A":                            | 0  | not JSON
                    {"A":3}                          | 0  | unknown type
                    {} {}                            | 0  | not JSON
                    """)
    void refusesAHeaderThatIsNotExactlyRight(String header, int dataBytes, String said)
            throws IOException {
        Path file =
                file(
                        header.replaceAll(
                                "(\\w+):(\\w+):(\\[[-.,\\d]*]|7):(-?\\d+):(-?\\d+)",
                                "\"$1\":{\"dtype\":\"$2\",\"shape\":$3,\"data_offsets\":[$4,$5]}"),
                        dataBytes);
        assertThatThrownBy(() -> SafeTensors.open(file))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(file + " is missing or damaged: ")
                .hasMessageContaining(said);
    }

    @Test
    void refusesDepthAndLengthsThatAreAbsurd() throws IOException {
        assertDamaged(file("[".repeat(100_000), 0), "not JSON");
        Path file = folder.resolve("m.safetensors");
        for (long length : new long[] {-1, 0, 1, 7, Long.MAX_VALUE, Integer.MAX_VALUE}) {
            byte[] bytes = bytes("{}", 4);
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
            assertDamaged(Files.write(file, bytes), "it ends inside its header");
        }
        assertDamaged(file(" ".repeat((1 << 24) + 1), 0), "claims to have 16777217 bytes");
        assertDamaged(
                Files.writeString(file, "version https://git-lfs.github.com/spec/v1\noid sha256:0"),
                "a pointer of Git LFS");
        assertDamaged(folder.resolve("gone.safetensors"), "there is no such file");
    }

    private static void assertDamaged(Path file, String said) {
        assertThatThrownBy(() -> SafeTensors.open(file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(said);
    }

    @Test
    void aFileThatIsCutAnywhereIsRefused() throws IOException {
        byte[] whole = bytes("{" + tensor("A", "F32", "[4]", 0, 16) + "}", 16);
        Path file = folder.resolve("m.safetensors");
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertDamaged(file, "is missing or damaged");
        }
        Files.write(file, whole);
        SafeTensors.open(file).close();
    }

    @Test
    void aFileThatIsCutWhileItIsReadIsRefused() throws IOException {
        Path file = file("{" + tensor("A", "F32", "[1000]", 0, 4000) + "}", 4000);
        try (SafeTensors tensors = SafeTensors.open(file)) {
            Files.write(file, new byte[100]);
            ByteBuffer target = ByteBuffer.allocateDirect(4000);
            assertThatThrownBy(() -> tensors.entry("A").read(ElementType.F32, target))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("cut short");
        }
    }

    @Test
    void changedBytesAreRefusedOrHarmless() throws IOException {
        String header =
                "{"
                        + tensor("A", "F32", "[2,2]", 0, 16)
                        + ","
                        + tensor("B", "I64", "[1]", 16, 24)
                        + "}";
        byte[] whole = bytes(header, 24);
        RandomGenerator chance =
                RandomGeneratorFactory.of("L64X128MixRandom").create(7); // the same each time
        int refused = 0;
        for (int i = 0; i < 1000; i++) {
            byte[] changed = whole.clone();
            for (int n = chance.nextInt(1, 4); n > 0; n--) {
                changed[chance.nextInt(changed.length)] = (byte) chance.nextInt(256);
            }
            Path file = Files.write(folder.resolve("m.safetensors"), changed);
            try (SafeTensors tensors = SafeTensors.open(file)) {
                tensors.entries().values().forEach(entry -> entry.bytes().remaining());
            } catch (UserError damage) {
                refused++;
            }
        }
        assertThat(refused).isBetween(300, 999);
    }
}
