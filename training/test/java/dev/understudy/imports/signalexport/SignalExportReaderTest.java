package dev.understudy.imports.signalexport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.understudy.chat.Message;
import dev.understudy.imports.Collected;
import dev.understudy.imports.Fixture;
import dev.understudy.imports.format.Reason;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalExportReaderTest {
    private static final Path CLUB = Fixture.file("signal/Club");
    private static final SignalExportReader READER = reader(Optional.of("Ann"));

    @TempDir Path folder;

    private static SignalExportReader reader(Optional<String> owner) {
        return new SignalExportReader(ZoneId.of("Europe/Berlin"), owner);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static List<String> ids(Path file) {
        return Collected.from(READER, file).messages.stream().map(Message::id).toList();
    }

    @Test
    void aChatsFolderIsReadAsTheGoldenFileSays() {
        assertThat(Collected.recognises(READER, CLUB)).isTrue();
        assertThat(Collected.from(READER, CLUB).golden())
                .isEqualTo(Fixture.text("signal/golden_json.txt"));
    }

    @Test
    void markdownIsReadAsTheGoldenFileSays() {
        Path markdown = CLUB.resolve("chat.md");
        assertThat(Collected.recognises(READER, markdown)).isTrue();
        Collected read = Collected.from(READER, markdown);
        assertThat(read.golden()).isEqualTo(Fixture.text("signal/golden_markdown.txt"));
        assertThat(read.position).isEqualTo(markdown.toFile().length());
    }

    @Test
    void bothFilesGiveTheSameMessages() {
        assertThat(Collected.from(READER, CLUB.resolve("chat.md")).messages)
                .isEqualTo(Collected.from(READER, CLUB.resolve("data.json")).messages);
    }

    @Test
    void linesOfOldVersionsAreReadAsTheGoldenFileSays() {
        Path old = CLUB.resolveSibling("Old club.md");
        assertThat(Collected.recognises(READER, old)).isTrue();
        assertThat(Collected.from(READER, old).golden())
                .isEqualTo(Fixture.text("signal/golden_old.txt"));
    }

    @Test
    void aFileThatASecondRunAppendedToGivesTheSameIds() throws IOException {
        String once = Files.readString(CLUB.resolve("data.json"));
        List<String> ids = ids(CLUB.resolve("data.json"));
        List<String> twice = ids(file("data.json", once + once));
        assertThat(twice).hasSize(2 * ids.size());
        assertThat(twice.subList(0, ids.size())).isEqualTo(ids);
        assertThat(twice.subList(ids.size(), twice.size())).isEqualTo(ids);
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void aLineThatIsCutIsTheEnd() throws IOException {
        String whole = Files.readString(CLUB.resolve("data.json"));
        Collected read =
                Collected.damaged(
                        READER, file("cut.json", whole.substring(0, whole.indexOf("Cara"))));
        assertThat(read.texts()).containsExactly("lol", "lol", "two\n\nlines");
        assertThat(read.damage)
                .endsWith("cut.json:6 ends in the middle; whole messages before that: 5.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"date\":1}",
                "[2026-01-01 10:00:00] ERROR: a program's log\n[2026-01-01 10:00:01] INFO: more",
                "ANN:\nhi\n",
                ""
            })
    void otherFilesAreNotRecognised(String text) throws IOException {
        assertThat(Collected.recognises(READER, file("x.txt", text + "\n"))).isFalse();
    }

    @Test
    void textWithoutHeadsIsRefused() throws IOException {
        Path file = file("a.md", "hello\n");
        UserError refusal =
                catchThrowableOfType(
                        UserError.class, () -> Collected.from(READER, file).messages.clear());
        assertThat(refusal.problem()).isEqualTo(file + " is no chat of signal-export's.");
    }

    @Test
    void theSamplesAreRead() {
        Collected json =
                Collected.from(READER, Fixture.sample("signal/handmade_sigexport_data.json"));
        Collected markdown =
                Collected.from(READER, Fixture.sample("signal/handmade_sigexport_chat.md"));
        assertThat(json.texts()).containsExactly("hi", "two\nlines");
        assertThat(markdown.texts()).isEqualTo(json.texts());
        assertThat(markdown.dropped).containsOnlyKeys(Reason.DELETED);
        Path old = Fixture.sample("signal/chatminer_test_export.txt");
        assertThat(Collected.recognises(READER, old)).isTrue();
        assertThat(Collected.from(READER, old).messages)
                .extracting(m -> m.senderName() + ": " + m.text())
                .containsExactly("Jane Doe: Hello John!", "John Doe: Hello\nJane!");
    }
}
