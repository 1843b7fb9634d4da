package dev.understudy.imports.telegram;

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
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TelegramReaderTest {
    private final TelegramReader reader = new TelegramReader(ZoneId.of("Europe/Berlin"));

    @TempDir Path folder;

    private Path file(String json) throws IOException {
        return Files.writeString(folder.resolve("result.json"), json);
    }

    private UserError refusal(Path file) {
        return catchThrowableOfType(
                UserError.class, () -> Collected.from(reader, file).messages.clear());
    }

    @Test
    void readsEveryTrapAsTheGoldenFileSays() {
        Path file = Fixture.file("telegram/result.json");
        Collected read = Collected.from(reader, file);
        assertThat(read.golden()).isEqualTo(Fixture.text("telegram/golden.txt"));
        assertThat(Collected.recognises(reader, file)).isTrue();
        assertThat(read.position).isEqualTo(file.toFile().length());
    }

    @Test
    void localTimesAreThoseOfTheGivenZone() throws IOException {
        Path file =
                file(
                        """
                        {"name":"x","type":"private_group","id":1,"messages":[
                        {"id":1,"type":"message","date":"2020-06-01T12:00:00","from":"A",
                        "from_id":"user1","text":"hi"}]}""");
        assertThat(Collected.from(reader, file).messages.getFirst().sentAt())
                .isEqualTo(Instant.parse("2020-06-01T10:00:00Z"));
        TelegramReader inTokyo = new TelegramReader(ZoneId.of("Asia/Tokyo"));
        assertThat(Collected.from(inTokyo, file).messages.getFirst().sentAt())
                .isEqualTo(Instant.parse("2020-06-01T03:00:00Z"));
    }

    @Test
    void damageIsReportedWithItsLineAfterAllWholeMessages() throws IOException {
        Path file =
                file(
                        """
                        {"name": "x", "type": "private_group", "id": 1, "messages": [
                        {"id": 1, "type": "message", "date_unixtime": "1700000000",
                         "from": "A", "from_id": "user1", "text": "whole \\x01"},
                        {"id": 2, "type": "message", "text": secret words here
                        """);
        Collected before = new Collected();
        UserError damage =
                catchThrowableOfType(
                        UserError.class, () -> reader.read(Collected.export(file), before));
        assertThat(before.texts()).containsExactly("whole \u0001");
        assertThat(damage.problem())
                .isEqualTo(file + ":5 ends in the middle; whole messages before that: 1.");
        assertThat(damage.remedy()).contains("Export the chat again");
        assertThat(Collected.recognises(reader, file)).isTrue();
    }

    @Test
    void whatIsNotJsonIsReportedWithoutQuotingIt() throws IOException {
        Path file =
                file(
                        """
                        {"name": "x", "type": "private_group", "id": 1, "messages": [
                        {"id": 1, secret}]}""");
        assertThat(refusal(file).problem()).contains(":2 is damaged").doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "\"x\"",
                "{\"messages\":5}",
                "{\"personal_information\":{},\"chats\":{\"about\":\"\"}}",
                "{\"chats\":5}"
            })
    void jsonWithoutChatsIsRefused(String json) throws IOException {
        assertThat(refusal(file(json)).problem()).contains("no Telegram Desktop export with chats");
    }

    @Test
    void twoExportsInOneFileAreRefused() throws IOException {
        String export = "{\"type\":\"private_group\",\"id\":1,\"messages\":[]}";
        assertThat(refusal(file(export + "\n" + export)).problem())
                .contains(":2 goes on after the end");
    }

    @Test
    void aMessageTooLongForTheArchiveIsRejectedWithItsLine() throws IOException {
        Path file =
                file(
                        "{\"type\":\"private_group\",\"id\":1,\"messages\":[\n\n"
                                + "{\"id\":1,\"date_unixtime\":\"1700000000\",\"from\":\"A\","
                                + "\"text\":\""
                                + "line\\n".repeat(300_000)
                                + "\"},{\"id\":2,\"date_unixtime\":\"1700000000\",\"from\":\"A\","
                                + "\"text\":\"next\"}]}");
        Collected read = Collected.from(reader, file);
        assertThat(read.texts()).containsExactly("next");
        assertThat(read.rejected)
                .containsExactly("result.json:3 a message longer than 1000000 characters");
    }

    @Test
    void whatNoDatabaseTakesIsCleanedOutOfIds() throws IOException {
        Path file =
                file(
                        """
                        {"type": "private_group", "id": 1, "messages": [
                        {"id": 1, "date_unixtime": "1700000000", "from": "A\\u0000", "text": "x"},
                        {"id": "2\\ud83d", "date_unixtime": "1700000000", "from": "A", "text": "x"},
                        {"id": 3, "date_unixtime": "1700000000", "from": "A", "text": "\\ud83d"}
                        ]}""");
        Collected read = Collected.from(reader, file);
        assertThat(read.texts()).containsExactly("x", "x", "\uD83D");
        assertThat(read.messages).extracting(Message::id).containsExactly("1", "2\uFFFD", "3");
        assertThat(read.rejected).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"backslash_x", "unquoted_documentid"})
    void theInvalidSamplesGiveTheSameMessagesAsTheValidOne(String fault) {
        Path invalid = Fixture.sample("telegram/handmade_edge_INVALID_" + fault + ".json");
        Path valid = Fixture.sample("telegram/handmade_edge_valid.json");
        assertThat(Collected.from(reader, invalid).messages)
                .isNotEmpty()
                .isEqualTo(Collected.from(reader, valid).messages);
        assertThat(Collected.recognises(reader, invalid)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "chatminer_batch_export.json, 2, 0",
        "chatminer_single_export.json, 2, 0",
        "chm_2020-01_result.json, 42, 8",
        "chm_2021-06_supergroup_result.json, 3, 1",
        "chm_2023-01_result.json, 1, 5",
        "chm_2023-08_result.json, 1, 1",
        "chm_2024-08_result.json, 1, 3",
        "chm_2025-12_result.json, 2, 4",
        "doppelganger_sample_export.json, 10, 0",
        "handmade_edge_valid.json, 3, 3",
        "handmade_full_export.json, 4, 3",
        "langchain_doc_telegram.json, 3, 0",
        "langchain_result.json, 4, 0"
    })
    void allSamplesAreRead(String name, int kept, int dropped) {
        Path file = Fixture.sample("telegram/" + name);
        assertThat(Collected.recognises(reader, file)).isTrue();
        Collected read = Collected.from(reader, file);
        assertThat(read.rejected).isEmpty();
        assertThat(read.messages).hasSize(kept);
        assertThat(read.dropped.values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(dropped);
    }

    @Test
    void negativeIdsAndLostNamesSurvive() {
        Collected migrated =
                Collected.from(
                        reader, Fixture.sample("telegram/chm_2021-06_supergroup_result.json"));
        assertThat(migrated.messages).extracting(Message::id).contains("-999681090");
        Collected ghost =
                Collected.from(reader, Fixture.sample("telegram/chm_2023-08_result.json"));
        assertThat(ghost.messages)
                .singleElement()
                .extracting(Message::senderName)
                .isEqualTo("Deleted-user5555555555");
        Collected admin =
                Collected.from(reader, Fixture.sample("telegram/chm_2024-08_result.json"));
        assertThat(admin.dropped).isEqualTo(Map.of(Reason.SERVICE, 1, Reason.CHANNEL, 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"langchain_doc_telegram_channel.json", "langchain_messages.html"})
    void whatOnlyLooksLikeAnExportIsNotRecognised(String name) {
        Path file = Fixture.sample("telegram/" + name);
        assertThat(Collected.recognises(reader, file)).isFalse();
        assertThat(refusal(file)).isNotNull();
    }
}
