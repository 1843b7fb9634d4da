package dev.understudy.imports.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.chat.Message.Kind;
import dev.understudy.imports.Collected;
import dev.understudy.imports.Fixture;
import dev.understudy.imports.format.Reason;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MatrixReaderTest {
    private static final MatrixReader READER = new MatrixReader();
    private static final Path EXPORT =
            Fixture.file("matrix/matrix - Club - Chat Export - 2026-01-02T10-00-00.000Z.json");

    @TempDir Path folder;

    @Test
    void aRoomIsReadAsTheGoldenFileSays() {
        assertThat(Collected.recognises(READER, EXPORT)).isTrue();
        Collected read = Collected.from(READER, EXPORT);
        assertThat(read.golden()).isEqualTo(Fixture.text("matrix/golden.txt"));
        assertThat(read.position).isEqualTo(EXPORT.toFile().length());
    }

    @Test
    void damageIsReportedWithItsLineAndWithoutWords() throws IOException {
        String whole = Files.readString(EXPORT);
        Path damaged =
                Files.writeString(
                        folder.resolve("x.json"), whole.replace("\"in the thread\"", "secret"));
        assertThatThrownBy(() -> Collected.from(READER, damaged))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is damaged")
                .hasMessageContaining("x.json:")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"room_name\":\"Club\",\"messages\":[]}",
                "{\"messages\":[],\"exported_by\":\"Ann\"}",
                "{\"exported_by\":\"Ann\""
            })
    void otherFilesAreNotTaken(String json) throws IOException {
        assertThat(Collected.recognises(READER, Files.writeString(folder.resolve("x.json"), json)))
                .isFalse();
    }

    @Test
    void aRoomWithoutMessagesIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("x.json"), "{\"room_name\":\"Club\"}");
        assertThatThrownBy(() -> Collected.from(READER, file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no export of a Matrix room");
    }

    @Test
    void theSampleIsReadAsItsTrapsAskFor() {
        Collected read =
                Collected.from(READER, Fixture.sample("matrix/handmade_element_export.json"));
        assertThat(read.messages)
                .extracting(m -> m.kind() + " " + m.senderName() + " " + m.text())
                .containsExactly(
                        "SPEECH Bob hi Alice",
                        "SPEECH a yoo",
                        "SPEECH Bob *waves*",
                        "MEDIA Bob ",
                        "BOT bot bot says");
        assertThat(read.dropped)
                .containsEntry(Reason.UNDECODABLE, 1)
                .containsEntry(Reason.DELETED, 1)
                .containsEntry(Reason.EDITED, 1)
                .containsEntry(Reason.SERVICE, 3);
        assertThat(read.messages).filteredOn(m -> m.kind() == Kind.SPEECH).hasSize(3);
        assertThat(read.rejected).isEmpty();
    }
}
