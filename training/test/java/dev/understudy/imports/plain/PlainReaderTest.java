package dev.understudy.imports.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.understudy.chat.Message;
import dev.understudy.imports.Collected;
import dev.understudy.imports.Fixture;
import dev.understudy.imports.format.Reason;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainReaderTest {
    private final PlainReader reader = new PlainReader();

    @TempDir Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("club.v2.txt"), text);
    }

    private UserError refusal(Path file) {
        return catchThrowableOfType(
                UserError.class, () -> Collected.from(reader, file).messages.clear());
    }

    @Test
    void readsEveryTrapAsTheGoldenFileSays() {
        Path file = Fixture.file("plain/club.txt");
        Collected read = Collected.from(reader, file);
        assertThat(read.golden()).isEqualTo(Fixture.text("plain/golden.txt"));
        assertThat(Collected.recognises(reader, file)).isTrue();
        assertThat(read.position).isEqualTo(file.toFile().length());
    }

    @Test
    void aLongerCopyKeepsTheIdsOfTheOldMessages() throws IOException {
        Collected old = Collected.from(reader, file("A:\nlol\n\nB:\nlol\n\nA:\nlol\n"));
        Collected longer =
                Collected.from(
                        reader, file("B:\nmorning\n\nA:\nlol\n\nB:\nlol\n\nA:\nlol\n\nA:\nlol\n"));
        assertThat(old.messages).extracting(Message::id).doesNotHaveDuplicates();
        assertThat(longer.messages)
                .extracting(Message::id)
                .doesNotHaveDuplicates()
                .containsAll(old.messages.stream().map(Message::id).toList());
        assertThat(old.messages.getFirst().channel().id()).isEqualTo("club.v2");
    }

    @Test
    void theByteOrderMarkIsNoPartOfTheFirstName() throws IOException {
        Path file = file("\uFEFFA:\r\nhi\r\n\r\nB:\r\nho\r\n");
        assertThat(Collected.recognises(reader, file)).isTrue();
        assertThat(Collected.from(reader, file).messages)
                .extracting(Message::senderName)
                .containsExactly("A", "B");
    }

    @Test
    void aTranscriptWithoutASpeakerIsRefused() throws IOException {
        Path file = file("Once upon a time\nthere was no colon.\n\nThe end\n");
        assertThat(Collected.recognises(reader, file)).isFalse();
        assertThat(refusal(file).problem())
                .isEqualTo(file + " holds no speaker: no line is a name and a colon.");
    }

    @Test
    void textBeforeTheFirstSpeakerIsRejectedWithItsLine() throws IOException {
        Collected read = Collected.from(reader, file("\nMy chat\n\nA:\nhi\n"));
        assertThat(read.rejected).containsExactly("club.v2.txt:1 text before the first speaker");
        assertThat(read.texts()).containsExactly("hi");
    }

    /// The messages before the damage in `file`.
    private List<Message> before(Path file) {
        Collected read = new Collected();
        assertThatThrownBy(() -> reader.read(Collected.export(file), read))
                .isInstanceOf(UserError.class);
        return read.messages;
    }

    @Test
    void anotherEncodingIsReportedWithItsLine() throws IOException {
        byte[] latin =
                ("A:\nhi\n\n".repeat(20_000) + "B:\ncaf\u00E9\n")
                        .getBytes(StandardCharsets.ISO_8859_1);
        Path file = Files.write(folder.resolve("latin.txt"), latin);
        assertThat(refusal(file).problem()).isEqualTo(file + ":60002 is not UTF-8 text.");
        assertThat(before(file)).hasSize(20_000);
        Path utf16 =
                Files.write(
                        folder.resolve("utf16.txt"), "A:\nhi\n".getBytes(StandardCharsets.UTF_16));
        assertThat(Collected.recognises(reader, utf16)).isFalse();
        assertThat(refusal(utf16).problem()).contains(":1 is not UTF-8 text");
    }

    @Test
    void aNameTooLongForAnyoneIsRejected() throws IOException {
        Collected read = Collected.from(reader, file("A:\nhi\n\n" + "x".repeat(300) + ":\nho\n"));
        assertThat(read.rejected)
                .containsExactly("club.v2.txt:4 an id or name longer than 200 characters");
    }

    @Test
    void tinyshakespeareIsReadWhole() {
        Path file = Fixture.sample("plain/tinyshakespeare_input.txt");
        assertThat(Collected.recognises(reader, file)).isTrue();
        Collected read = Collected.from(reader, file);
        assertThat(read.messages.size() + read.dropped.getOrDefault(Reason.EMPTY, 0))
                .isEqualTo(7222);
        assertThat(read.dropped).isEqualTo(Map.of(Reason.EMPTY, 125));
        assertThat(read.rejected).isEmpty();
        assertThat(read.messages.getFirst().text())
                .isEqualTo("Before we proceed any further, hear me speak.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "   \n\n", "{\"a\":1}", "<html>\n\nA:\nhi", "A: hi\nB: ho\n", ":\nx"})
    void whatIsNoTranscriptIsNotRecognised(String text) throws IOException {
        assertThat(Collected.recognises(reader, file(text))).isFalse();
    }
}
