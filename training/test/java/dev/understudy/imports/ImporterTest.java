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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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

    /// Folders of samples whose formats are read.
    private static final Set<String> OURS =
            Set.of(
                    "telegram",
                    "plain",
                    "discord",
                    "discord-package",
                    "whatsapp",
                    "signal",
                    "imessage");

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
                            source.stored()));
        }
        return new ImportReport(sources, report.dryRun()).text();
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
    void progressRunsThroughBothStepsToTheEnd() {
        List<String> said = new ArrayList<>();
        importer.run(
                List.of(TELEGRAM, PLAIN),
                FRIENDS,
                archive,
                (step, bytes, total) -> said.add(step + " " + bytes * 100 / total));
        assertThat(said).startsWith("CHECK 0").contains("CHECK 100").endsWith("STORE 100");
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
    void aDamagedFileStopsAllOthersToo() throws IOException {
        String whole = Files.readString(TELEGRAM);
        Path cut = file("cut.json", whole.substring(0, whole.length() - 600));
        assertThat(refusal(importer, TELEGRAM, cut).problem())
                .contains(cut + ":")
                .contains("ends in the middle");
    }

    @Test
    void theFormatCanBeForced() throws IOException {
        Path story = file("story.txt", "no colon\n");
        assertThat(refusal(importer("plain"), story).problem()).contains("no speaker");
        assertThat(refusal(importer("telegram"), PLAIN).problem()).contains("club.txt:1");
        UserError unknown = catchThrowableOfType(UserError.class, () -> importer("mirc"));
        assertThat(unknown.problem()).contains("\"mirc\" is no format");
        assertThat(unknown.remedy()).contains("telegram, discord,").contains(", whatsapp, signal,");
    }

    @Test
    void aFolderOfManyExportsOfSignalGivesEachToItsReader() {
        Path signal = Fixture.file("signal");
        assertThat(importer.check(List.of(signal), Progress.NONE).sources())
                .extracting(s -> signal.relativize(s.file()) + " " + s.format())
                .containsExactlyInAnyOrder(
                        "main.jsonl signal",
                        "Bob (+447700900123).json sigtop",
                        "Old club.md signal-export",
                        "Club signal-export");
    }

    @Test
    void noSampleOfAnotherAppIsTakenForOneOfOurs() throws IOException {
        Path samples = Fixture.sample("");
        List<String> taken = new ArrayList<>();
        try (Stream<Path> files = Files.walk(samples)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String app = samples.relativize(file).getName(0).toString();
                if (!OURS.contains(app) && Files.size(file) > 0) {
                    try {
                        importer.check(List.of(file), Progress.NONE);
                        taken.add(file.toString());
                    } catch (UserError expected) {
                        assertThat(expected.problem())
                                .containsPattern("is not an export|holds no export");
                    }
                }
            }
        }
        assertThat(taken).isEmpty();
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
