package dev.understudy.imports;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chat.Message;
import dev.understudy.imports.files.Export;
import dev.understudy.imports.format.ExportReader;
import dev.understudy.imports.googlechat.GoogleChatReader;
import dev.understudy.imports.matrix.MatrixReader;
import dev.understudy.imports.meta.MetaReader;
import dev.understudy.imports.slack.SlackReader;
import dev.understudy.settings.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever is done to downloads of many files: no crash, no hang, and no message that the whole
/// ones do not hold.
class BrokenDownloadTest {
    private static final ExportReader MESSENGER = MetaReader.messenger();
    private static final ExportReader INSTAGRAM = MetaReader.instagram();
    private static final ExportReader SLACK = new SlackReader();
    private static final ExportReader MATRIX = new MatrixReader();
    private static final ExportReader GOOGLE = new GoogleChatReader();
    private static final List<ExportReader> READERS =
            List.of(MESSENGER, INSTAGRAM, SLACK, MATRIX, GOOGLE);
    private static final Map<ExportReader, Map<String, byte[]>> DOWNLOADS =
            Map.of(
                    MESSENGER, tree("meta/facebook"),
                    INSTAGRAM, tree("meta/instagram"),
                    SLACK, tree("slack/export"),
                    GOOGLE, tree("googlechat/Takeout"));
    private static final String ROOM =
            "matrix/matrix - Club - Chat Export - 2026-01-02T10-00-00.000Z.json";
    private static final Path FILE = newFile();

    private static Path newFile() {
        try {
            Path file = Files.createTempFile("broken", ".json");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static Map<String, byte[]> tree(String name) {
        Path root = Fixture.file(name);
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(file).toString(), Files.readAllBytes(file));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return files;
    }

    private static byte[] room() throws IOException {
        return Files.readAllBytes(Fixture.file(ROOM));
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return bytes.toByteArray();
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

    private static byte[] changed(byte[] whole, long seed, double share) {
        Random random = new Random(seed);
        byte[] bytes = whole.clone();
        for (int i = 0; i < 1 + share * 50; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static Set<String> identities(Collected read) {
        Set<String> all = new HashSet<>();
        for (Message m : read.messages) {
            all.add(m.channel().id() + " " + m.id() + " " + m.sender() + " " + m.text());
        }
        return all;
    }

    @Example
    void aRoomCutAtAnyByteGivesItsWholeMessages() throws IOException {
        byte[] whole = room();
        List<String> all = read(MATRIX, whole).messages.stream().map(Message::id).toList();
        for (int length = 1; length < whole.length - 3; length += 3) {
            List<String> cut =
                    read(MATRIX, Arrays.copyOf(whole, length)).messages.stream()
                            .map(Message::id)
                            .filter(id -> !id.equals("$17")) // taken back further on
                            .toList();
            assertThat(cut).isEqualTo(all.subList(0, cut.size()));
        }
    }

    @Example
    void aThreadCutAtAnyByteInAZipGivesItsWholeMessagesAndSaysSo() throws IOException {
        Map<String, byte[]> files = new TreeMap<>(DOWNLOADS.get(MESSENGER));
        Set<String> all = identities(read(MESSENGER, zip(files)));
        String name = "your_facebook_activity/messages/inbox/crew_7001002/message_1.json";
        byte[] whole = Objects.requireNonNull(files.get(name));
        int before = 0;
        for (int length = 1; length < whole.length - 2; length += 7) {
            files.put(name, Arrays.copyOf(whole, length));
            Collected cut = read(MESSENGER, zip(files));
            assertThat(all).containsAll(identities(cut));
            assertThat(cut.rejected).anyMatch(item -> item.startsWith("message_1.json:"));
            assertThat(cut.messages.size()).isGreaterThanOrEqualTo(before);
            before = cut.messages.size();
        }
        assertThat(before).isEqualTo(all.size());
    }

    @Example
    void aDayOfSlackCutAtAnyByteGivesItsWholeMessages() throws IOException {
        Map<String, byte[]> files = new TreeMap<>(DOWNLOADS.get(SLACK));
        List<Message> all = read(SLACK, zip(files)).messages;
        byte[] whole = Objects.requireNonNull(files.get("general/2024-01-02.json"));
        for (int length = 1; length < whole.length - 2; length += 9) {
            files.put("general/2024-01-02.json", Arrays.copyOf(whole, length));
            Collected cut = read(SLACK, zip(files));
            assertThat(all).containsAll(cut.messages);
            assertThat(cut.rejected).isNotEmpty();
        }
    }

    @Property(tries = 60, seed = "2026")
    void aZipCutAnywhereGivesNothing(@ForAll("fractions") double where) throws IOException {
        for (ExportReader reader : DOWNLOADS.keySet()) {
            byte[] whole = zip(DOWNLOADS.get(reader));
            byte[] cut = Arrays.copyOf(whole, (int) ((whole.length - 1) * where));
            assertThat(read(reader, cut).messages).isEmpty();
        }
    }

    @Property(tries = 80, seed = "2026")
    void changedBytesNeverCrashAReader(@ForAll long seed, @ForAll("fractions") double share)
            throws IOException {
        for (ExportReader reader : DOWNLOADS.keySet()) {
            Map<String, byte[]> files = new TreeMap<>(DOWNLOADS.get(reader));
            files.replaceAll((name, bytes) -> changed(bytes, seed + name.length(), share));
            read(reader, zip(files));
            read(reader, changed(zip(DOWNLOADS.get(reader)), seed, share));
        }
        read(MATRIX, changed(room(), seed, share));
    }

    @Property(tries = 200, seed = "2026")
    void randomBytesNeverCrashAReader(@ForAll byte[] bytes) throws IOException {
        for (ExportReader reader : READERS) {
            assertThat(read(reader, bytes).messages).isEmpty();
        }
    }

    @Property(tries = 150, seed = "2026")
    void anyPiecesOfAnExportNeverCrashAReader(@ForAll("pieces") String json) throws IOException {
        for (ExportReader reader : READERS) {
            read(reader, json.getBytes(UTF_8));
        }
        for (ExportReader reader : DOWNLOADS.keySet()) {
            Map<String, byte[]> files = new TreeMap<>(DOWNLOADS.get(reader));
            files.replaceAll((_, _) -> json.getBytes(UTF_8));
            read(reader, zip(files));
        }
    }

    @Example
    void otherEncodingsOfJsonAreReadAsTheyAre() throws IOException {
        String text = new String(room(), UTF_8);
        assertThat(read(MATRIX, text.getBytes(UTF_16BE)).texts())
                .isEqualTo(read(MATRIX, room()).texts())
                .isNotEmpty();
        Path thread = Fixture.file("meta/encrypted/Ann_1.json");
        byte[] marked = ("\uFEFF" + Files.readString(thread)).getBytes(UTF_8);
        assertThat(read(MESSENGER, marked).texts())
                .isEqualTo(read(MESSENGER, Files.readAllBytes(thread)).texts())
                .isNotEmpty();
    }

    @Example
    void aMessageOfAMillionLinesIsRejectedAlone() throws IOException {
        String message =
                "{\"sender_name\":\"Ann\",\"timestamp_ms\":170000000000%d,\"content\":\"%s\"}";
        String json =
                "{\"messages\":["
                        + message.formatted(2, "no\\n".repeat(1_000_000))
                        + ",\n"
                        + message.formatted(1, "yes")
                        + "]}";
        Collected read = read(MESSENGER, json.getBytes(UTF_8));
        assertThat(read.texts()).containsExactly("yes");
        assertThat(read.rejected).singleElement().asString().contains(":1 ").contains("longer");
    }

    @Provide
    Arbitrary<Double> fractions() {
        return Arbitraries.doubles().between(0, 1);
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        "\"messages\":[",
                        "\"participants\":[{\"name\":",
                        "\"thread_path\":\"\",",
                        "\"sender_name\":\"\u00c3\",",
                        "\"senderName\":5,",
                        "\"timestamp_ms\":999999999999999999,",
                        "\"content\":\" (edited)\",",
                        "\"room_name\":\"\",\"exported_by\":[],",
                        "\"type\":\"m.room.message\",\"content\":{\"msgtype\":7,",
                        "\"m.relates_to\":{\"m.in_reply_to\":[",
                        "\"m.new_content\":{\"m.new_content\":{",
                        "\"origin_server_ts\":-1,",
                        "\"ts\":\"999999999999.999999\",\"user\":\" \",",
                        "\"text\":\"<@|> <!> <http:|\",",
                        "\"blocks\":[{\"type\":\"rich_text\",\"elements\":[{\"elements\":[",
                        "\"user_profile\":{\"profile\":[",
                        "\"creator\":{\"name\":\" \",\"email\":null},",
                        "\"created_date\":\"Friday, May 29, 2026 at 99:99:99 PM UTC\",",
                        "\"message_id\":\"//\",",
                        "null",
                        "1e999",
                        "\u0000")
                .list()
                .ofMaxSize(30)
                .map(pieces -> "{" + String.join("", pieces));
    }
}
