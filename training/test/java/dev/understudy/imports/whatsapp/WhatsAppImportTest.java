package dev.understudy.imports.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.archive.Archive;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Message;
import dev.understudy.imports.Fixture;
import dev.understudy.imports.ImportOptions;
import dev.understudy.imports.ImportReport;
import dev.understudy.imports.Importer;
import dev.understudy.imports.Progress;
import dev.understudy.imports.SourceReport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhatsAppImportTest {
    private static final Circle FRIENDS = new Circle("friends");

    @TempDir Path folder;
    private Archive archive;

    @BeforeEach
    void open() {
        archive = Archive.open(folder.resolve("home").resolve("archive"));
    }

    @AfterEach
    void close() {
        archive.close();
    }

    private ImportReport run(Path... paths) {
        return new Importer(
                        new ImportOptions(
                                Optional.empty(), ZoneId.of("Europe/Berlin"), Optional.empty()))
                .run(List.of(paths), FRIENDS, archive, Progress.NONE);
    }

    private List<String> texts() {
        List<String> texts = new ArrayList<>();
        archive.forEachMessage(FRIENDS, (Message message) -> texts.add(message.text()));
        return texts;
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void aZipOfAnIphoneGivesItsChat() throws IOException {
        Path zip = folder.resolve("WhatsApp Chat - Plan B.zip");
        Path chat = Fixture.file("whatsapp/WhatsApp Chat - Plan B/_chat.txt");
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(file)) {
            entries.putNextEntry(new ZipEntry("00000012-PHOTO-2024-08-14-21-02-05.jpg"));
            entries.write(new byte[] {(byte) 0xFF, (byte) 0xD8, 0, 0});
            entries.putNextEntry(new ZipEntry("_chat.txt"));
            Files.copy(chat, entries);
        }
        ImportReport report = run(zip);
        assertThat(report.sources()).hasSize(1);
        SourceReport source = report.sources().getFirst();
        assertThat(source.format()).isEqualTo("whatsapp");
        assertThat(source.file()).isEqualTo(zip.resolve("_chat.txt"));
        assertThat(source.rejected()).isZero();
        SourceReport again = run(chat).sources().getFirst();
        assertThat(again.stored()).isEqualTo(new SourceReport.Stored(0, 0, source.keptInAll(), 0));
    }

    @Test
    void overlappingPartsMergeInEitherOrderWithoutLossOrDoubles() throws IOException {
        StringBuilder whole = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            whole.append(
                    "2024-04-16, 02:%02d - %s: lol\n".formatted(i / 3, i % 2 == 0 ? "A" : "B"));
        }
        String text = whole.toString();
        int line = text.length() / 60;
        Path late = file("chat-part2.txt", text.substring(30 * line));
        Path early = file("chat-part1.txt", text.substring(0, 45 * line));
        run(late, early);
        assertThat(texts()).hasSize(60);
        SourceReport again = run(file("chat.txt", text)).sources().getFirst();
        assertThat(again.stored()).isEqualTo(new SourceReport.Stored(0, 0, 60, 0));
    }

    @Test
    void theOrderOfTheFileIsThatOfTheArchive() throws IOException {
        run(
                file(
                        "WhatsApp Chat with Ann.txt",
                        """
                        13/1/23, 10:01 - Ann: one
                        13/1/23, 10:01 - Bob: two
                        13/1/23, 10:02 - Ann: three
                        13/1/23, 10:01 - Bob: four
                        13/1/23, 10:02 - Ann: five
                        """));
        assertThat(texts()).containsExactly("one", "two", "three", "four", "five");
    }
}
