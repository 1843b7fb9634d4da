package dev.understudy.imports.googlechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.imports.Collected;
import dev.understudy.imports.Fixture;
import dev.understudy.imports.format.Reason;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoogleChatReaderTest {
    private static final GoogleChatReader READER = new GoogleChatReader();
    private static final Path TAKEOUT = Fixture.file("googlechat/Takeout");
    private static final Path DIRECT = TAKEOUT.resolve("Google Chat/Groups/DM x7/messages.json");

    @TempDir Path folder;

    private Path messages(String date) throws IOException {
        return Files.writeString(
                folder.resolve("messages.json"),
                "{\"messages\":[{\"creator\":{\"name\":\"Ann\"},\"created_date\":\""
                        + date
                        + "\",\"text\":\"secret\"}]}");
    }

    @Test
    void aDownloadIsReadAsTheGoldenFileSays() {
        assertThat(Collected.recognises(READER, TAKEOUT)).isTrue();
        assertThat(Collected.from(READER, TAKEOUT).golden())
                .isEqualTo(Fixture.text("googlechat/golden.txt"));
    }

    @Test
    void everyFolderAboveAConversationAndItsFileAloneAreRecognised() {
        String groups = "Google Chat/Groups";
        for (String name : List.of("Google Chat", groups, groups + "/DM x7")) {
            assertThat(Collected.recognises(READER, TAKEOUT.resolve(name))).as(name).isTrue();
        }
        assertThat(Collected.recognises(READER, DIRECT)).isTrue();
        Collected alone = Collected.from(READER, DIRECT);
        assertThat(alone.texts()).isEqualTo(List.of("lol", "lol", "noon"));
        assertThat(alone.messages).allMatch(m -> m.channel().id().equals("x7"));
    }

    @Test
    void aFolderWithOtherThingsBesidesIsNotOneDownload() throws IOException {
        Path conversation = Files.createDirectories(folder.resolve("Groups/DM x7"));
        for (String name : List.of("messages.json", "group_info.json")) {
            Files.copy(DIRECT.resolveSibling(name), conversation.resolve(name));
        }
        Files.writeString(conversation.resolve("File-notes.txt"), "attached");
        assertThat(Collected.recognises(READER, folder)).isTrue();
        Files.writeString(folder.resolve("club.txt"), "ANN:\nhi\n");
        assertThat(Collected.recognises(READER, folder)).isFalse();
    }

    @Test
    void datesInAnUnknownLanguageAreRefusedLoudly() throws IOException {
        Path unknown = messages("Jimaata, Caamsaa 29, 2026 3:00:29 WD UTC");
        assertThatThrownBy(() -> Collected.from(READER, unknown))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("messages.json:1 has its dates in a language")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "{\"messages\":7}", "7"})
    void whatHoldsNoMessagesIsRefused(String json) throws IOException {
        Path file = Files.writeString(folder.resolve("messages.json"), json);
        assertThat(Collected.recognises(READER, file)).isFalse();
        assertThatThrownBy(() -> Collected.from(READER, file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("holds no messages");
    }

    @Test
    void theSampleIsReadWhole() {
        Path sample = Fixture.sample("google-chat");
        assertThat(Collected.recognises(READER, sample)).isTrue();
        Collected read = Collected.from(READER, sample);
        assertThat(read.messages)
                .extracting(m -> m.kind() + " " + m.sender() + " " + m.sentAt() + " " + m.text())
                .containsExactly(
                        "SPEECH google_chat:ann@example.com 2026-05-29T03:00:29Z hi *bold* @Bob",
                        "SPEECH google_chat:bob@example.com 2026-05-29T03:01:00Z edited",
                        "BOT google_chat:name:GitHub 2026-05-29T03:10:00Z ");
        assertThat(read.dropped).containsOnlyKeys(Reason.DELETED);
        assertThat(read.rejected).isEmpty();
    }
}
