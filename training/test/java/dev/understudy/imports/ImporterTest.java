package dev.understudy.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.understudy.archive.Archive;
import dev.understudy.archive.live.Consent;
import dev.understudy.archive.live.Consent.How;
import dev.understudy.archive.live.Consent.State;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Person;
import dev.understudy.chat.Platform;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImporterTest {
    private static final Circle FRIENDS = new Circle("friends");
    private static final Path TELEGRAM = Fixture.file("telegram/result.json");
    private static final Path PLAIN = Fixture.file("plain/club.txt");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @TempDir Path folder;
    private final Importer importer = importer("");
    private Archive archive;

    @BeforeEach
    void open() {
        archive = Archive.open(folder.resolve("home").resolve("archive"));
    }

    @AfterEach
    void close() {
        archive.close();
    }

    private static Importer importer(String format) {
        return new Importer(
                new ImportOptions(
                        Optional.of(format).filter(f -> !f.isEmpty()), BERLIN, Optional.empty()));
    }

    private ImportReport run(Path... paths) {
        return importer.run(List.of(paths), FRIENDS, archive, Progress.NONE);
    }

    private List<Message> stored() {
        List<Message> messages = new ArrayList<>();
        archive.forEachMessage(FRIENDS, messages::add);
        return messages;
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /// The two lines for `path`, after which the archive is as it was.
    private UserError refusal(Importer importer, Path... paths) {
        run(PLAIN);
        List<Message> before = stored();
        UserError refusal =
                catchThrowableOfType(
                        UserError.class,
                        () -> importer.run(List.of(paths), FRIENDS, archive, Progress.NONE));
        assertThat(refusal.problem()).isNotBlank().doesNotContain("\n");
        assertThat(refusal.remedy()).isNotBlank().doesNotContain("\n");
        assertThat(stored()).isEqualTo(before);
        return refusal;
    }

    @Test
    void importsSeveralSourcesAndSaysWhatBecameOfThem() {
        ImportReport report = run(TELEGRAM, PLAIN);
        assertThat(inItsFolder(report)).isEqualTo(Fixture.text("report.txt"));
        assertThat(archive.messageCount(FRIENDS)).isEqualTo(24);
        assertThat(archive.people(FRIENDS))
                .extracting(person -> person.speaker().text())
                .containsExactly(
                        "ANN",
                        "QUIZ",
                        "DELETED-USER12",
                        "BOB",
                        "ROSE BOT",
                        "TIM TALBOT",
                        "DELETED-USER4567",
                        "DEE",
                        "ANN 2",
                        "BOB 2",
                        "CARL V");
    }

    /// The same report as if the command had been run in the folder of the fixtures.
    private static String inItsFolder(ImportReport report) {
        List<SourceReport> sources = new ArrayList<>();
        for (SourceReport source : report.sources()) {
            Path name = source.file().getFileName();
            List<SourceReport.Rejection> rejections =
                    source.rejections().stream()
                            .map(
                                    r ->
                                            new SourceReport.Rejection(
                                                    String.valueOf(
                                                            Path.of(r.where()).getFileName()),
                                                    r.what()))
                            .toList();
            sources.add(
                    new SourceReport(
                            name == null ? source.file() : name,
                            source.format(),
                            source.kept(),
                            source.dropped(),
                            source.rejected(),
                            rejections,
                            source.speakers(),
                            source.first(),
                            source.last(),
                            source.damage(),
                            source.stored()));
        }
        return new ImportReport(sources, report.remainder(), report.dryRun()).text();
    }

    @Test
    void importingTwiceChangesNothing() {
        run(TELEGRAM, PLAIN);
        List<Message> before = stored();
        List<Person> people = archive.people(FRIENDS);
        ImportReport again = run(TELEGRAM, PLAIN);
        assertThat(again.sources())
                .extracting(SourceReport::stored)
                .containsExactly(
                        new SourceReport.Stored(0, 0, 19, 0), new SourceReport.Stored(0, 0, 5, 0));
        assertThat(stored()).isEqualTo(before);
        assertThat(archive.people(FRIENDS)).isEqualTo(people);
    }

    @Test
    void aNewerExportBringsEditsAndNewNames() throws IOException {
        String export =
                """
                {"name":"x","type":"private_group","id":1,"messages":[
                {"id":1,"type":"message","date_unixtime":"1700000000",%s
                 "from":"%s","from_id":"user7","text":"%s"}%s]}""";
        String more =
                """
                ,{"id":2,"type":"message","date_unixtime":"1700009999",
                "from":"Annie","from_id":"user7","text":"second"}""";
        run(file("old.json", export.formatted("", "Ann", "frist", "")));
        ImportReport newer =
                run(
                        file(
                                "new.json",
                                export.formatted(
                                        "\"edited_unixtime\":\"1700000009\",",
                                        "Annie",
                                        "first",
                                        more)));
        assertThat(newer.sources().getFirst().stored())
                .isEqualTo(new SourceReport.Stored(1, 1, 0, 0));
        assertThat(stored()).extracting(Message::text).containsExactly("first", "second");
        assertThat(archive.people(FRIENDS))
                .singleElement()
                .extracting(p -> p.speaker().text() + " " + p.displayName())
                .isEqualTo("ANN Annie");
    }

    @Test
    void whoRefusesIsCountedAndNotKept() throws IOException {
        Path export =
                file(
                        "two.json",
                        """
                        {"name":"x","type":"private_group","id":1,"messages":[
                        {"id":1,"type":"message","date_unixtime":"1700000000",
                        "from":"Ann","from_id":"user7","text":"no"},
                        {"id":2,"type":"message","date_unixtime":"1700000001",
                        "from":"Bob","from_id":"user8","text":"yes"}]}""");
        Handle ann = new Handle(Platform.TELEGRAM, "user7");
        archive.live(FRIENDS)
                .consents()
                .set(ann, "Ann", new Consent(State.REFUSED, How.COMMAND, Instant.EPOCH));
        ImportReport report = run(export);
        assertThat(report.sources().getFirst().stored())
                .isEqualTo(new SourceReport.Stored(1, 0, 0, 1));
        assertThat(report.text()).containsPattern("not kept, as their senders wish +1\n");
        assertThat(stored()).extracting(Message::text).containsExactly("yes");
    }

    @Test
    void aDryRunReportsTheSameAndStoresNothing() {
        List<Long> total = new ArrayList<>();
        ImportReport report = importer.check(List.of(TELEGRAM), (_, bytes, _) -> total.add(bytes));
        assertThat(report.sources().getFirst().keptInAll()).isEqualTo(19);
        assertThat(report.text()).endsWith("This was a dry run: nothing was stored.\n");
        assertThat(total).isSorted().endsWith(TELEGRAM.toFile().length());
        assertThat(archive.circles()).isEmpty();
    }

    @Test
    void progressRunsToTheEnd() {
        List<String> said = new ArrayList<>();
        importer.run(
                List.of(TELEGRAM, PLAIN),
                FRIENDS,
                archive,
                (step, bytes, total) -> said.add(step + " " + bytes * 100 / total));
        assertThat(said).startsWith("STORE 0").endsWith("STORE 100");
    }

    @Test
    void aFolderMeansItsResultJson() throws IOException {
        Path export = Files.createDirectory(folder.resolve("ChatExport"));
        Files.createDirectory(export.resolve("photos"));
        Files.copy(TELEGRAM, export.resolve("result.json"));
        assertThat(run(export).sources().getFirst().keptInAll()).isEqualTo(19);
    }

    @Test
    void otherFoldersAreExplained() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("nothing"));
        assertThat(refusal(importer, empty).problem())
                .isEqualTo(empty + " holds no export that Understudy reads.");
        Path html = Files.createDirectory(folder.resolve("html"));
        Files.createFile(html.resolve("messages.html"));
        assertThat(refusal(importer, html).remedy()).contains("Machine-readable JSON");
    }

    @Test
    void aFolderGivesEveryExportInItAndLeavesTheRest() throws IOException {
        Path all = Files.createDirectories(folder.resolve("all"));
        Path chat = Files.createDirectories(all.resolve("telegram/ChatExport"));
        Files.copy(TELEGRAM, chat.resolve("result.json"));
        Files.write(all.resolve("photo.jpg"), new byte[] {-1, -40, 0, 1});
        Files.writeString(all.resolve("letter.txt"), "Dear Ann,\n\nhello.\n");
        Path discord = Fixture.file("discord/export.json");
        Files.copy(discord, all.resolve("general.json"));
        try (ZipOutputStream zip =
                new ZipOutputStream(Files.newOutputStream(all.resolve("mixed.zip")))) {
            zip.putNextEntry(new ZipEntry("package/Messages/index.json"));
            zip.write("{\"123\": \"general\"}".getBytes(UTF_8));
            zip.putNextEntry(new ZipEntry("package/Messages/c123/messages.json"));
            zip.write("[{\"ID\": 1457000000000000099, \"Contents\": \"yo\"}]".getBytes(UTF_8));
            zip.putNextEntry(new ZipEntry("club.txt"));
            zip.write(Files.readAllBytes(PLAIN));
        }
        ImportReport report = run(all);
        assertThat(report.sources())
                .extracting(s -> all.relativize(s.file()) + " " + s.format() + " " + s.keptInAll())
                .containsExactlyInAnyOrder(
                        "general.json discord 10",
                        "mixed.zip/club.txt plain 5",
                        "mixed.zip/package discord-package 1",
                        "telegram/ChatExport/result.json telegram 19");
        assertThat(run(all).sources()).allMatch(source -> source.stored().added() == 0);
    }

    @Test
    void aMissingOrEmptyFileIsNamed() throws IOException {
        Path missing = folder.resolve("missing.json");
        assertThat(refusal(importer, missing).problem()).isEqualTo(missing + " does not exist.");
        Path empty = file("empty.json", "");
        assertThat(refusal(importer, empty).problem()).isEqualTo(empty + " is empty.");
        assertThat(refusal(importer).problem()).isEqualTo("No export was named.");
    }

    @Test
    void whatIsNotRecognisedIsToldWhatWouldBe() throws IOException {
        Path story = file("story.txt", "Once upon a time.\n\nThe end.\n");
        UserError refusal = refusal(importer, story);
        assertThat(refusal.problem()).contains(story + " is not an export").contains("speakers");
        assertThat(refusal.remedy()).contains("result.json").contains("NAME:");
    }

    @Test
    void ofADamagedFileTheWholeMessagesAreStoredAndOthersGoOn() throws IOException {
        String whole = Files.readString(TELEGRAM);
        Path cut = file("cut.json", whole.substring(0, whole.length() - 600));
        ImportReport report = run(cut, PLAIN);
        SourceReport damaged = report.sources().getFirst();
        assertThat(damaged.damage().orElseThrow().problem())
                .startsWith(cut + ":")
                .contains("ends in the middle");
        assertThat(damaged.stored().added()).isEqualTo(damaged.keptInAll()).isBetween(5L, 18L);
        assertThat(report.sources().getLast().stored().added()).isEqualTo(5);
        assertThat(report.failure()).isEqualTo(damaged.damage());
        assertThat(report.text())
                .contains("  not read to its end\n    " + cut + ":")
                .containsPattern("  together, 2 +\\d+ ");
        assertThat(run(TELEGRAM).sources().getFirst().stored())
                .isEqualTo(
                        new SourceReport.Stored(
                                19 - damaged.keptInAll(), 0, damaged.keptInAll(), 0));
    }

    @Test
    void aDryRunTellsOfDamageToo() throws IOException {
        Path cut = file("cut.txt", "ANN:\nhi\n\nBOB:\nyo\n\nANN:\n\u00e9");
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), (int) Files.size(cut) - 1));
        ImportReport report = importer.check(List.of(cut), Progress.NONE);
        assertThat(report.sources().getFirst().keptInAll()).isEqualTo(2);
        assertThat(report.failure().orElseThrow().problem())
                .isEqualTo(cut + ":8 is not UTF-8 text.");
        assertThat(archive.circles()).isEmpty();
    }

    @Test
    void severalDamagedSourcesAreCounted() throws IOException {
        String whole = Files.readString(TELEGRAM);
        Path one = file("one.json", whole.substring(0, whole.length() - 600));
        Path two = file("two.json", whole.substring(0, whole.length() - 900));
        assertThat(run(one, two, PLAIN).failure().orElseThrow().problem())
                .startsWith("2 exports were not read to their end; the first: " + one);
    }

    @Test
    void whatNoReaderKnowsInAFolderIsNamedAndWhatCannotBeOpenedToo() throws IOException {
        Path all = Files.createDirectories(folder.resolve("all"));
        Files.copy(PLAIN, all.resolve("club.txt"));
        Files.writeString(all.resolve("a.txt"), "Dear Ann,\n\nhello.\n");
        Files.write(all.resolve("b.jpg"), new byte[] {-1, -40, 0, 1});
        Files.write(all.resolve("c.zip"), new byte[] {'P', 'K', 3, 4, 1, 2, 3});
        ImportReport report = run(all);
        assertThat(report.sources()).hasSize(1);
        assertThat(report.remainder().passedOver()).isEqualTo(2);
        assertThat(report.text())
                .contains("2 files, such as " + all.resolve("a.txt") + ", " + all.resolve("b.jpg"));
        assertThat(report.failure().orElseThrow().problem()).contains("c.zip");
    }

    /// Why nothing of `path` could be stored.
    private String problem(Importer importer, Path path) {
        ImportReport report = importer.run(List.of(path), FRIENDS, archive, Progress.NONE);
        assertThat(report.sources().getFirst().stored()).isEqualTo(SourceReport.Stored.NOTHING);
        return report.failure().orElseThrow().problem();
    }

    @Test
    void theFormatCanBeForced() throws IOException {
        Path story = file("story.txt", "no colon\n");
        assertThat(problem(importer("plain"), story)).contains("no speaker");
        assertThat(problem(importer("telegram"), PLAIN)).contains("club.txt:1");
        UserError unknown = catchThrowableOfType(UserError.class, () -> importer("mirc"));
        assertThat(unknown.problem()).contains("\"mirc\" is no format");
        assertThat(unknown.remedy()).contains("telegram, discord,").contains("messenger");
    }

    @ParameterizedTest
    @CsvSource({"plain/tinyshakespeare_input.txt, 7097", "telegram/chm_2020-01_result.json, 42"})
    void samplesAreStoredWhole(String name, int messages) {
        Path file = Fixture.sample(name);
        assertThat(run(file).sources().getFirst().stored().added()).isEqualTo(messages);
        assertThat(run(file).sources().getFirst().stored().known()).isEqualTo(messages);
        assertThat(archive.messageCount(FRIENDS)).isEqualTo(messages);
    }
}
