package dev.understudy.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.archive.Archive;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every format again, into a real archive: a second import adds nothing, and an earlier part of an
/// export and the whole give what the whole gives alone.
class ImportedTwiceTest {
    private static final Circle FRIENDS = new Circle("friends");
    private static final Importer IMPORTER = new Importer(ImportOptions.defaults());

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    telegram/result.json
                    discord/export.json
                    discord/Club - Text - general [123456789012345678] [part 2].csv
                    discord/package
                    whatsapp/WhatsApp Chat with Plan B.txt
                    signal/main.jsonl
                    signal/Club
                    signal/Bob (+447700900123).json
                    imessage/Ann, +15550001.txt
                    meta/facebook
                    meta/instagram
                    meta/encrypted
                    slack/export
                    matrix/matrix - Club - Chat Export - 2026-01-02T10-00-00.000Z.json
                    irc/#club.log
                    irc/irc.libera.#den.weechatlog
                    googlechat/Takeout
                    twitter/archive
                    twitter/bob.csv
                    csv/weclone.csv
                    plain/club.txt
                    """)
    void addsNothingTheSecondTime(String name) {
        try (Archive archive = Archive.open(folder.resolve("archive"))) {
            SourceReport.Stored first = stored(archive, Fixture.file(name));
            assertThat(first.added()).isPositive();
            List<Message> once = messages(archive);
            SourceReport.Stored second = stored(archive, Fixture.file(name));
            assertThat(second.added()).isZero();
            assertThat(second.updated()).isZero();
            assertThat(messages(archive)).isEqualTo(once).hasSize((int) first.added());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    telegram/result.json
                    discord/export.json
                    discord/Club - Text - general [123456789012345678] [part 2].csv
                    signal/main.jsonl
                    signal/Bob (+447700900123).json
                    imessage/Ann, +15550001.txt
                    irc/#club.log
                    irc/irc.libera.#den.weechatlog
                    twitter/bob.csv
                    csv/weclone.csv
                    """)
    void ofAPartAndTheWholeNothingIsDoubledOrLost(String name) throws IOException {
        byte[] whole = Files.readAllBytes(Fixture.file(name));
        Path file = folder.resolve(name.substring(name.indexOf('/') + 1));
        List<String> alone;
        try (Archive archive = Archive.open(folder.resolve("whole"))) {
            Files.write(file, whole);
            stored(archive, file);
            alone = identities(archive);
        }
        for (int quarter = 1; quarter < 4; quarter++) {
            try (Archive archive = Archive.open(folder.resolve("part" + quarter))) {
                Files.write(file, Arrays.copyOf(whole, endOfLine(whole, quarter)));
                stored(archive, file);
                Files.write(file, whole);
                stored(archive, file);
                assertThat(identities(archive)).containsExactlyInAnyOrderElementsOf(alone);
            }
        }
    }

    private static int endOfLine(byte[] bytes, int quarter) {
        int end = bytes.length * quarter / 4;
        while (end < bytes.length && bytes[end - 1] != '\n') {
            end++;
        }
        return end;
    }

    private static SourceReport.Stored stored(Archive archive, Path path) {
        List<SourceReport> sources =
                IMPORTER.run(List.of(path), FRIENDS, archive, Progress.NONE).sources();
        return new SourceReport.Stored(
                sources.stream().mapToLong(source -> source.stored().added()).sum(),
                sources.stream().mapToLong(source -> source.stored().updated()).sum(),
                sources.stream().mapToLong(source -> source.stored().known()).sum(),
                sources.stream().mapToLong(source -> source.stored().refused()).sum());
    }

    private static List<Message> messages(Archive archive) {
        List<Message> messages = new ArrayList<>();
        archive.forEachMessage(FRIENDS, messages::add);
        return messages;
    }

    private static List<String> identities(Archive archive) {
        return messages(archive).stream()
                .map(m -> m.channel().id() + " " + m.id() + " " + m.sender() + " " + m.text())
                .toList();
    }
}
