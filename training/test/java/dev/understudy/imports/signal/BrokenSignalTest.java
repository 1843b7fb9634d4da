package dev.understudy.imports.signal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chat.Message;
import dev.understudy.imports.Collected;
import dev.understudy.imports.Fixture;
import dev.understudy.imports.files.Export;
import dev.understudy.imports.format.ExportReader;
import dev.understudy.imports.signalexport.SignalExportReader;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever is done to exports of Signal's chats: no crash, no hang, and no message that they do
/// not hold.
class BrokenSignalTest {
    private static final String NATIVE = "signal/main.jsonl";
    private static final String SIGTOP = "signal/Bob (+447700900123).json";
    private static final String JSON = "signal/Club/data.json";
    private static final String MARKDOWN = "signal/Club/chat.md";
    private static final SignalReader NATIVE_READER = new SignalReader(Optional.empty());
    private static final SigtopReader SIGTOP_READER = new SigtopReader(Optional.empty());
    private static final SignalExportReader CHAT_READER =
            new SignalExportReader(ZoneOffset.UTC, Optional.empty());
    private static final List<ExportReader> READERS =
            List.of(NATIVE_READER, SIGTOP_READER, CHAT_READER);
    private static final Path FILE = newFile();

    private static Path newFile() {
        try {
            Path file = Files.createTempFile("broken", ".json");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }

    private static byte[] fixture(String name) throws IOException {
        return Files.readAllBytes(Fixture.file(name));
    }

    /// What `reader` finds in `bytes`, up to a UserError if need be; any other error fails.
    private static Collected read(ExportReader reader, byte[] bytes) throws IOException {
        Files.write(FILE, bytes);
        Collected collected = new Collected();
        try (Export export = Export.open(FILE)) {
            reader.recognises(export);
            reader.read(export, collected);
        } catch (UserError damaged) {
            assertThat(damaged.problem()).contains(FILE.toString()).doesNotContain("\n");
        }
        return collected;
    }

    private static byte[] changed(byte[] whole, long seed) {
        Random random = new Random(seed);
        byte[] bytes = whole.clone();
        for (int i = 0; i < 1 + random.nextInt(50); i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    /// Cut at each of `bytes`' lengths, its messages are the first of the whole's.
    private static void assertCuts(ExportReader reader, String name, int step) throws IOException {
        byte[] whole = fixture(name);
        List<Message> all = read(reader, whole).messages;
        for (int length = 1; length < whole.length - 2; length += step) {
            Collected cut = read(reader, Arrays.copyOf(whole, length));
            assertThat(cut.messages).isEqualTo(all.subList(0, cut.messages.size()));
        }
    }

    @Example
    void exportsCutAtAnyByteGiveTheirWholeMessages() throws IOException {
        assertCuts(SIGTOP_READER, SIGTOP, 1);
        assertCuts(CHAT_READER, JSON, 1);
    }

    @Example
    void theNativeExportCutAfterItsDescriptionsGivesItsWholeMessages() throws IOException {
        byte[] whole = fixture(NATIVE);
        List<Message> all = read(NATIVE_READER, whole).messages;
        int start = new String(whole, UTF_8).indexOf("{\"chatItem\"");
        for (int length = start; length < whole.length - 2; length++) {
            Collected cut = read(NATIVE_READER, Arrays.copyOf(whole, length));
            assertThat(cut.messages).isEqualTo(all.subList(0, cut.messages.size()));
        }
    }

    @Example
    void markdownCutAtAnyByteNeverCrashesItsReader() throws IOException {
        byte[] whole = fixture(MARKDOWN);
        for (int length = 1; length < whole.length; length++) {
            assertThat(read(CHAT_READER, Arrays.copyOf(whole, length)).messages)
                    .hasSizeLessThanOrEqualTo(7);
        }
    }

    @Property(tries = 300, seed = "2026")
    void changedBytesNeverCrashAReader(@ForAll long seed) throws IOException {
        read(NATIVE_READER, changed(fixture(NATIVE), seed));
        read(SIGTOP_READER, changed(fixture(SIGTOP), seed));
        read(CHAT_READER, changed(fixture(JSON), seed));
        read(CHAT_READER, changed(fixture(MARKDOWN), seed));
    }

    @Property(tries = 300, seed = "2026")
    void randomBytesNeverCrashAReader(@ForAll byte[] bytes) throws IOException {
        for (ExportReader reader : READERS) {
            assertThat(read(reader, bytes).messages).isEmpty();
        }
    }

    @Property(tries = 500, seed = "2026")
    void anyPiecesOfAnExportNeverCrashAReader(@ForAll("pieces") String text) throws IOException {
        String described = new String(fixture(NATIVE), UTF_8);
        read(NATIVE_READER, (described + text).getBytes(UTF_8));
        read(SIGTOP_READER, ("[" + text).getBytes(UTF_8));
        read(CHAT_READER, text.getBytes(UTF_8));
        read(CHAT_READER, ("[2026-01-01 10:00:00] Ann: \n\n" + text).getBytes(UTF_8));
    }

    @Example
    void otherEncodingsGiveNothing() throws IOException {
        for (String name : List.of(NATIVE, JSON, MARKDOWN)) {
            String text = new String(fixture(name), UTF_8);
            for (ExportReader reader : List.of(NATIVE_READER, CHAT_READER)) {
                byte[] utf16 = text.getBytes(StandardCharsets.UTF_16LE);
                assertThat(read(reader, utf16).messages).isEmpty();
            }
        }
    }

    @Example
    void aMessageOfAMillionLinesIsRejectedAlone() throws IOException {
        String row =
                "{\"date\":\"2026-01-01T00:00:00\",\"sender\":\"a\",\"body\":\"%s\","
                        + "\"quote\":\"\"}\n";
        String longest = row.formatted("no\\n".repeat(1_000_000));
        Collected json = read(CHAT_READER, (longest + row.formatted("yes")).getBytes(UTF_8));
        assertThat(json.texts()).containsExactly("yes");
        assertThat(json.rejected).singleElement().asString().contains(":1 ").contains("longer");
        String head = "[2026-01-01, 00:00] a: ";
        Collected markdown =
                read(
                        CHAT_READER,
                        (head + "\n> x".repeat(1_000_000) + "\n" + head + "yes").getBytes(UTF_8));
        assertThat(markdown.texts()).containsExactly("yes");
        assertThat(markdown.rejected).singleElement().asString().contains("longer");
    }

    @Example
    void bracketsWithoutEndTakeNoLongerThanTheyAre() throws IOException {
        String head = "[2026-01-01, 00:00] a: ";
        for (String piece : List.of("[", "[a](./media/", "[a](../", "\n(( ", "\n(- ")) {
            String text = head + piece.repeat(900_000 / piece.length());
            assertThat(read(CHAT_READER, text.getBytes(UTF_8)).messages).hasSize(1);
        }
    }

    @Example
    void aLineTooLongForAnyChatIsRejected() throws IOException {
        byte[] line = new byte[20_000_000];
        Arrays.fill(line, (byte) '[');
        assertThat(read(NATIVE_READER, line).rejected).singleElement().asString().contains("more");
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        "\n",
                        "\"chatItem\":{\"chatId\":\"10\",",
                        "\"recipient\":{\"id\":\"2\",",
                        "\"authorId\":\"2\",\"incoming\":{},",
                        "\"revisions\":[5,{\"dateSent\":",
                        "\"standardMessage\":{\"text\":{\"body\":\"\uFFFC\",\"bodyRanges\":[{",
                        "\"start\":-1,",
                        "\"start\":99999999999999,",
                        "\"mentionAci\":\"=\"",
                        "\"dateSent\":\"99999999999999999999\",",
                        "\"sent_at\":{\"high\":9e99,\"low\":[]},",
                        "\"conversationId\":\"c\",\"type\":\"incoming\",",
                        "\"editHistory\":[null,{\"timestamp\":-5}],",
                        "\"date\":\"+999999999-01-01T00:00:00\",\"sender\":\"a\",\"body\":\"b\",",
                        "\"quote\":{}",
                        "[2026-13-01 10:00:00] Ann: ",
                        "> x\n\n",
                        "(- x: y -)",
                        "![a](./media/a.jpg)  ",
                        "1e999",
                        "null",
                        "\u0000")
                .list()
                .ofMaxSize(30)
                .map(pieces -> String.join("", pieces));
    }
}
