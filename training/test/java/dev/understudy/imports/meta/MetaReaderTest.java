package dev.understudy.imports.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.archive.Archive;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Message.Kind;
import dev.understudy.imports.Collected;
import dev.understudy.imports.Fixture;
import dev.understudy.imports.ImportOptions;
import dev.understudy.imports.ImportReport;
import dev.understudy.imports.Importer;
import dev.understudy.imports.Progress;
import dev.understudy.imports.format.ExportReader;
import dev.understudy.imports.format.Reason;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetaReaderTest {
    private static final Circle FRIENDS = new Circle("friends");
    private static final MetaReader MESSENGER = MetaReader.messenger();
    private static final MetaReader INSTAGRAM = MetaReader.instagram();
    private static final Path FACEBOOK = Fixture.file("meta/facebook");
    private static final Path ENCRYPTED = Fixture.file("meta/encrypted/Ann_1.json");
    private static final Path INSTAGRAMS = Fixture.file("meta/instagram");

    @TempDir Path folder;

    private static void assertGolden(ExportReader reader, Path export, String golden) {
        assertThat(Collected.recognises(reader, export)).isTrue();
        assertThat(Collected.from(reader, export).golden()).isEqualTo(Fixture.text(golden));
    }

    private Path file(String name, String messages) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                "{\"participants\":[{\"name\":\"Ann\"},{\"name\":\"Bob\"},{\"name\":\"Dee\"}],"
                        + "\"messages\":["
                        + messages
                        + "],\"title\":\"Club\",\"thread_path\":\"inbox/club_12345\"}");
    }

    private static String message(String sender, long time, String content) {
        return "{\"sender_name\":\"%s\",\"timestamp_ms\":%d,\"content\":\"%s\"}"
                .formatted(sender, time, content);
    }

    private static ImportReport run(Archive archive, Path... paths) {
        return new Importer(ImportOptions.defaults())
                .run(List.of(paths), FRIENDS, archive, Progress.NONE);
    }

    private static List<String> texts(Archive archive) {
        List<String> texts = new ArrayList<>();
        archive.forEachMessage(FRIENDS, (Message message) -> texts.add(message.text()));
        return texts;
    }

    @Test
    void facebooksDownloadIsReadAsTheGoldenFileSays() {
        assertGolden(MESSENGER, FACEBOOK, "meta/golden_facebook.txt");
        assertThat(Collected.recognises(INSTAGRAM, FACEBOOK)).isFalse();
    }

    @Test
    void anEncryptedChatIsReadAsTheGoldenFileSays() {
        assertGolden(MESSENGER, ENCRYPTED, "meta/golden_encrypted.txt");
        assertThat(Collected.recognises(INSTAGRAM, ENCRYPTED)).isFalse();
    }

    @Test
    void instagramsDownloadIsReadAsTheGoldenFileSays() {
        assertGolden(INSTAGRAM, INSTAGRAMS, "meta/golden_instagram.txt");
        assertThat(Collected.recognises(MESSENGER, INSTAGRAMS)).isFalse();
    }

    @Test
    void theFolderOfMessagesAndThatOfAThreadGiveTheSameAsTheWhole() {
        List<Message> all = Collected.from(MESSENGER, FACEBOOK).messages;
        Path messages = FACEBOOK.resolve("your_facebook_activity/messages");
        assertThat(Collected.recognises(MESSENGER, messages)).isTrue();
        assertThat(Collected.from(MESSENGER, messages).messages).isEqualTo(all);
        Path thread = messages.resolve("inbox/crew_7001002");
        assertThat(Collected.recognises(MESSENGER, thread)).isTrue();
        assertThat(Collected.from(MESSENGER, thread).messages)
                .isEqualTo(all.stream().filter(m -> m.channel().title().equals("Crew ❤")).toList());
    }

    @Test
    void bothHalvesOfAChatAreOneChannelAndMessagesInBothAreThereOnce() {
        try (Archive archive = Archive.open(folder.resolve("archive"))) {
            run(archive, FACEBOOK, ENCRYPTED);
            assertThat(texts(archive)).containsOnlyOnce("hi Ann").contains("café?", "two of us");
            long stored = archive.messageCount(FRIENDS);
            assertThat(stored).isEqualTo(16);
            run(archive, ENCRYPTED, FACEBOOK);
            assertThat(archive.messageCount(FRIENDS)).isEqualTo(stored);
        }
    }

    @Test
    void messagesOfOneMomentKeepTheOrderInWhichTheyWereSent() throws IOException {
        Path newestFirst =
                file(
                        "message_1.json",
                        String.join(
                                ",",
                                message("Ann", 1720829600000L, "three"),
                                message("Bob", 1720829600000L, "two"),
                                message("Bob", 1720829600000L, "one"),
                                message("Bob", 1720829500000L, "zero")));
        try (Archive archive = Archive.open(folder.resolve("archive"))) {
            run(archive, newestFirst);
            assertThat(texts(archive)).containsExactly("zero", "one", "two", "three");
        }
    }

    @Test
    void anEditThatCameAfterTheFirstExportChangesTheMessage() throws IOException {
        Path instagram = Files.createDirectory(folder.resolve("instagram"));
        String first = message("Ann", 1720829500000L, "see you at teh lake");
        String edit = message("Ann", 1720829590000L, "see you at the lake (edited)");
        try (Archive archive = Archive.open(folder.resolve("archive"))) {
            run(archive, file("instagram/message_1.json", first));
            Files.delete(instagram.resolve("message_1.json"));
            ImportReport second =
                    run(archive, file("instagram/message_1.json", edit + "," + first));
            assertThat(second.sources().getFirst().stored().updated()).isEqualTo(1);
            assertThat(texts(archive)).containsExactly("see you at the lake");
        }
    }

    @Test
    void anEditStaysAloneWhenAnotherMessageOrALaterOnePrecedesIt() throws IOException {
        Files.createDirectory(folder.resolve("instagram"));
        Path export =
                file(
                        "instagram/message_1.json",
                        String.join(
                                ",",
                                message("Ann", 1720829590000L, "quite different (edited)"),
                                message("Ann", 1720829580000L, "hello"),
                                message("Bob", 1720829570000L, "quite different"),
                                message("Ann", 1720820000000L, "quite different")));
        assertThat(Collected.from(INSTAGRAM, export).texts())
                .containsExactlyInAnyOrder(
                        "quite different", "hello", "quite different", "quite different");
    }

    @Test
    void aDamagedFileAmongOthersIsOneRejectedItemAfterItsWholeMessages() throws IOException {
        Files.createDirectories(folder.resolve("messages/inbox/a_12345"));
        Files.createDirectories(folder.resolve("messages/inbox/b_12346"));
        file("messages/inbox/a_12345/message_1.json", message("Ann", 1720829500000L, "whole"));
        Path cut =
                file(
                        "messages/inbox/b_12346/message_1.json",
                        message("Ann", 1720829500000L, "before") + ",{\"sender_name\":");
        Collected read = Collected.damaged(MESSENGER, folder);
        assertThat(read.texts()).containsExactly("whole", "before");
        assertThat(read.rejected)
                .containsExactly(
                        "message_1.json:1 the file is damaged from here on: what stands there is"
                                + " not JSON");
        assertThatThrownBy(() -> Collected.from(MESSENGER, cut))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("whole messages before that: 1.");
    }

    @ParameterizedTest
    @CsvSource({
        "cafÃ©, café",
        "â\u009D¤, ❤",
        "plain, plain",
        "already café, already café",
        "“quoted” Ã©, “quoted” Ã©"
    })
    void bytesWrittenAsCharactersBecomeTextAndTextStays(String written, String meant) {
        assertThat(Mojibake.repaired(written)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ann sent an attachment",
                "Bob sent an attachment.",
                "Ann added milk to the group order",
                "I left the group.",
                "Reacted badly to your message",
                "she liked a message"
            })
    void speechThatLooksLikeANoticeStays(String speech) throws IOException {
        Path export = file("message_1.json", message("Ann", 1720829500000L, speech));
        assertThat(Collected.from(MESSENGER, export).texts()).containsExactly(speech);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "{\"messages\":5}", "7", "{\"participants\":[]}"})
    void whatIsNoThreadIsRefused(String json) throws IOException {
        Path file = Files.writeString(folder.resolve("x.json"), json);
        assertThat(Collected.recognises(MESSENGER, file)).isFalse();
        assertThatThrownBy(() -> Collected.from(MESSENGER, file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("holds no messages");
    }

    @Test
    void theSamplesOfAChatInBothShapesAgree() {
        Collected plain =
                Collected.from(
                        MESSENGER, Fixture.sample("messenger/msgvault_simple_message_1.json"));
        Collected encrypted =
                Collected.from(MESSENGER, Fixture.sample("messenger/msgvault_e2ee_alice_1.json"));
        assertThat(encrypted.texts()).isEqualTo(plain.texts().reversed());
        assertThat(plain.texts()).containsExactly("See you soon", "café time?", "Hello");
        assertThat(plain.messages).extracting(Message::id).doesNotHaveDuplicates();
        assertThat(encrypted.messages)
                .extracting(m -> m.channel().id() + m.id())
                .containsExactlyInAnyOrderElementsOf(
                        plain.messages.stream().map(m -> m.channel().id() + m.id()).toList());
        assertThat(encrypted.dropped).containsOnlyKeys(Reason.DELETED);
    }

    @Test
    void theSampleOfAThreadInThreeFilesIsInOrder() throws IOException {
        for (int part : List.of(1, 2, 10)) {
            Path sample =
                    Fixture.sample("messenger/msgvault_multi_message_%d.json".formatted(part));
            Files.copy(sample, folder.resolve("message_" + part + ".json"));
        }
        assertThat(Collected.recognises(MESSENGER, folder)).isTrue();
        List<Message> read = Collected.from(MESSENGER, folder).messages;
        assertThat(read)
                .extracting(m -> m.text().substring(8, 9))
                .containsExactly("B", "A", "C", "D");
        assertThat(read).extracting(Message::channel).containsOnly(read.getFirst().channel());
    }

    @Test
    void theSampleWithoutWordsHoldsMediaAndNotices() {
        Collected read =
                Collected.from(
                        MESSENGER, Fixture.sample("messenger/msgvault_nontext_message_1.json"));
        assertThat(read.messages).hasSize(3).allMatch(m -> m.kind() == Kind.MEDIA);
        assertThat(read.dropped).containsEntry(Reason.SERVICE, 3);
    }

    @Test
    void theSampleOfInstagramKeepsItsMilk() {
        Path sample = Fixture.sample("instagram/handmade_message_1.json");
        assertThat(Collected.recognises(INSTAGRAM, sample)).isTrue();
        Collected read = Collected.from(INSTAGRAM, sample);
        assertThat(read.texts())
                .containsExactly(
                        "Last year 😭", "I added milk to the group order", "", "deleted account");
        assertThat(read.dropped).containsEntry(Reason.SERVICE, 1).containsEntry(Reason.EDITED, 1);
        assertThat(read.messages).extracting(Message::senderName).contains("Zoë");
    }

    @ParameterizedTest
    @CsvSource({
        "messenger/langchain_facebook_chat.json, messenger, 11",
        "messenger/msgvault_alt-root_message_1.json, messenger, 1",
        "messenger/msgvault_e2ee_group_2.json, messenger, 2",
        "messenger/msgvault_group_message_1.json, messenger, 3",
        "instagram/chatminer_test_export.json, instagram, 2"
    })
    void theOtherSamplesAreReadWhole(String name, String format, int messages) {
        Path sample = Fixture.sample(name);
        ImportReport report =
                new Importer(ImportOptions.defaults()).check(List.of(sample), Progress.NONE);
        assertThat(report.sources().getFirst().format()).isEqualTo(format);
        assertThat(report.sources().getFirst().keptInAll()).isEqualTo(messages);
        assertThat(report.sources().getFirst().read()).isEqualTo(messages);
    }
}
