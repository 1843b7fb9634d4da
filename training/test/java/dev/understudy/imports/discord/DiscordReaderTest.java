package dev.understudy.imports.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.understudy.chat.Message;
import dev.understudy.chat.Message.Kind;
import dev.understudy.imports.Collected;
import dev.understudy.imports.Fixture;
import dev.understudy.imports.format.ExportReader;
import dev.understudy.imports.format.Reason;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiscordReaderTest {
    private static final Path JSON = Fixture.file("discord/export.json");
    private static final Path CSV =
            JSON.resolveSibling("Club - Text - general [123456789012345678] [part 2].csv");
    private static final Path PACKAGE = JSON.resolveSibling("package");
    private static final DiscordJsonReader JSON_READER = new DiscordJsonReader();
    private static final DiscordCsvReader CSV_READER =
            new DiscordCsvReader(ZoneId.of("Europe/Berlin"));
    private static final DiscordPackageReader PACKAGE_READER = new DiscordPackageReader();

    @TempDir Path folder;

    private static void assertGolden(ExportReader reader, Path export, String golden) {
        assertThat(Collected.recognises(reader, export)).isTrue();
        Collected read = Collected.from(reader, export);
        assertThat(read.golden()).isEqualTo(Fixture.text("discord/" + golden));
    }

    private static UserError refusal(ExportReader reader, Path file) {
        return catchThrowableOfType(
                UserError.class, () -> Collected.from(reader, file).messages.clear());
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Path zipped(Path tree, String top) throws IOException {
        Path zip = folder.resolve("package.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip));
                Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(
                        new ZipEntry(top + tree.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, out);
            }
        }
        return zip;
    }

    @Test
    void jsonIsReadAsTheGoldenFileSays() {
        assertGolden(JSON_READER, JSON, "golden_json.txt");
        assertThat(Collected.from(JSON_READER, JSON).position).isEqualTo(JSON.toFile().length());
    }

    @Test
    void csvIsReadAsTheGoldenFileSays() {
        assertGolden(CSV_READER, CSV, "golden_csv.txt");
    }

    @Test
    void aPackageIsTheSameAsFolderAndZip() throws IOException {
        assertGolden(PACKAGE_READER, PACKAGE, "golden_package.txt");
        assertGolden(PACKAGE_READER, zipped(PACKAGE, ""), "golden_package.txt");
    }

    @Test
    void aPackageWithoutItsAccountIsSomebodys() throws IOException {
        Collected read = Collected.from(PACKAGE_READER, zipped(PACKAGE.resolve("Messages"), ""));
        assertThat(read.messages).hasSize(4);
        assertThat(read.messages)
                .allMatch(m -> m.sender().toString().equals("discord:owner-of-123"));
    }

    @Test
    void noReaderTakesAnothersExport() {
        assertThat(Collected.recognises(JSON_READER, CSV)).isFalse();
        assertThat(Collected.recognises(CSV_READER, JSON)).isFalse();
        assertThat(Collected.recognises(PACKAGE_READER, JSON)).isFalse();
        assertThat(Collected.recognises(JSON_READER, Fixture.file("telegram/result.json")))
                .isFalse();
        assertThat(Collected.recognises(PACKAGE_READER, JSON.resolveSibling("..").normalize()))
                .isFalse();
    }

    @Test
    void anExportThatWasStoppedGivesItsWholeMessagesAndSaysSo() throws IOException {
        String whole = Files.readString(JSON);
        Path cut = file("cut.json", whole.substring(0, whole.indexOf("1457000000000000003") + 60));
        Collected read = Collected.damaged(JSON_READER, cut);
        assertThat(read.messages)
                .isEqualTo(Collected.from(JSON_READER, JSON).messages.subList(0, 2));
        assertThat(read.damage)
                .isEqualTo(cut + ":16 ends in the middle; whole messages before that: 2.");
        assertThat(Collected.recognises(JSON_READER, cut)).isTrue();
    }

    @Test
    void damageInTheMiddleIsReportedWithItsLineAndWithoutWords() throws IOException {
        String whole = Files.readString(JSON);
        Path damaged = file("damaged.json", whole.replace("\"content\": \"lol\"", "secret"));
        UserError refusal = refusal(JSON_READER, damaged);
        assertThat(refusal.problem()).contains(damaged + ":14 is damaged").contains("that: 1.");
        assertThat(refusal.problem()).doesNotContain("secret");
        Path twice = file("twice.json", whole + whole);
        assertThat(refusal(JSON_READER, twice).problem()).contains("goes on after the end");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"guild\":{},\"channel\":{\"id\":\"\"},\"messages\":[]}",
                "{\"guild\":{},\"channel\":{\"id\":\"7\"},\"messages\":5}",
                "{\"guild\":{},\"channel\":{\"id\":\"7\"}}"
            })
    void jsonWithoutAChannelIsRefused(String json) throws IOException {
        assertThat(refusal(JSON_READER, file("x.json", json)).problem()).contains("no export of");
    }

    @Test
    void aTextTooLongForTheArchiveIsRejectedAlone() throws IOException {
        Path huge =
                file(
                        "huge.json",
                        Files.readString(JSON)
                                .replace("\"lol\"", '"' + "x\\n".repeat(600_000) + '"'));
        Collected read = Collected.from(JSON_READER, huge);
        assertThat(read.rejected).contains("huge.json:13 a message longer than 1000000 characters");
        assertThat(read.messages).hasSize(Collected.from(JSON_READER, JSON).messages.size() - 2);
    }

    @Test
    void csvThatIsNoTableIsRefused() throws IOException {
        String header = "AuthorID,Author,Date,Content,Attachments,Reactions\n";
        assertThat(refusal(CSV_READER, file("a.csv", "a,b\n")).problem()).contains("no CSV export");
        assertThat(refusal(CSV_READER, file("b.csv", header + "\"a\"b,c")).problem())
                .contains(":2 is damaged");
        Path latin = folder.resolve("latin.csv");
        Files.write(latin, (header + "\"é\"").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(refusal(CSV_READER, latin).problem()).contains("not UTF-8");
    }

    @Test
    void theSampleOfTheCurrentExporterIsReadWhole() {
        Collected read =
                Collected.from(
                        JSON_READER, Fixture.sample("discord/handmade_dce_current_schema.json"));
        assertThat(read.rejected).isEmpty();
        assertThat(read.dropped).containsOnlyKeys(Reason.SERVICE);
        assertThat(read.messages.getFirst().text()).startsWith("hey @Bob 🦊 look :pog:\n");
        assertThat(read.messages)
                .filteredOn(m -> m.kind() == Kind.SPEECH)
                .extracting(m -> m.sender().id())
                .contains("101", "102");
    }

    @Test
    void theRawSampleGetsNamesForItsMarks() {
        Collected read =
                Collected.from(
                        JSON_READER, Fixture.sample("discord/handmade_dce_markdown_false.json"));
        assertThat(read.texts().getFirst())
                .startsWith(
                        "@Bob 🦊 @Bob 🦊 @deleted-role #general :pog: :dance: 2023-11-14 22:13"
                                + " /rank #guide **bold**");
    }

    @Test
    void theTruncatedSampleGivesEveryCompleteMessageAndAWarning() {
        List<Message> all =
                Collected.from(
                                JSON_READER,
                                Fixture.sample("discord/handmade_dce_current_schema.json"))
                        .messages;
        Collected read =
                Collected.damaged(
                        JSON_READER, Fixture.sample("discord/handmade_dce_TRUNCATED.json"));
        assertThat(read.messages).isNotEmpty().isEqualTo(all.subList(0, read.messages.size()));
        assertThat(read.damage).contains(":336 ends in the middle");
    }

    @Test
    void theSamplesOfCsvAndPackagesAreRead() {
        Collected csv = Collected.from(CSV_READER, Fixture.sample("discord/handmade_dce.csv"));
        assertThat(csv.messages)
                .extracting(m -> m.kind() + " " + m.senderName() + " " + m.sentAt())
                .containsExactly(
                        "MEDIA ann_ 2026-01-02T02:04:05.123Z",
                        "SPEECH Deleted User 2020-01-01T00:33:00Z");
        Collected now = Collected.from(PACKAGE_READER, Fixture.sample("discord-package/2026"));
        assertThat(now.messages)
                .extracting(m -> m.id() + " " + m.sender() + " " + m.senderName() + " " + m.text())
                .containsExactly(
                        "1457000000000000001 discord:101 Ann hi @Unknown :pog:",
                        "1457000000000000002 discord:101 Ann ");
        Collected then = Collected.from(PACKAGE_READER, Fixture.sample("discord-package/2021"));
        assertThat(then.messages)
                .singleElement()
                .satisfies(
                        m -> {
                            assertThat(m.text()).isEqualTo("multi\nline, \"q\"");
                            assertThat(m.sentAt())
                                    .isEqualTo(Instant.parse("2021-06-01T09:30:00.123Z"));
                        });
    }
}
