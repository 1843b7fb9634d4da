package dev.understudy.imports.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.understudy.chat.Message;
import dev.understudy.chat.Message.Kind;
import dev.understudy.imports.Collected;
import dev.understudy.imports.Fixture;
import dev.understudy.imports.format.Reason;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhatsAppReaderTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @TempDir Path folder;
    private final WhatsAppReader reader = reader(Optional.empty());

    private static WhatsAppReader reader(Optional<DateOrder> order) {
        return new WhatsAppReader(BERLIN, order);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("WhatsApp Chat with Club.txt"), text);
    }

    private Collected read(String text) throws IOException {
        return Collected.from(reader, file(text));
    }

    private UserError refusal(Path file) {
        return catchThrowableOfType(
                UserError.class, () -> Collected.from(reader, file).messages.clear());
    }

    private static List<String> senders(Collected read) {
        return read.messages.stream().map(Message::senderName).distinct().toList();
    }

    @ParameterizedTest
    @CsvSource({
        "whatsapp/WhatsApp Chat with Plan B.txt, whatsapp/android.golden.txt",
        "whatsapp/WhatsApp Chat - Plan B/_chat.txt, whatsapp/ios.golden.txt"
    })
    void readsEveryTrapAsTheGoldenFileSays(String name, String golden) {
        Path file = Fixture.file(name);
        Collected read = Collected.from(reader, file);
        assertThat(read.golden()).isEqualTo(Fixture.text(golden));
        assertThat(Collected.recognises(reader, file)).isTrue();
        assertThat(read.position).isEqualTo(file.toFile().length());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "WhatsApp Chat with Ann W..txt | Ann W.",
                "WhatsApp Chat - Plan B (2).txt | Plan B",
                "WhatsApp_Chat_with_Ann_W.txt | Ann W",
                "Chat de WhatsApp con Ann.txt | Ann",
                "Чат WhatsApp с Ann.txt | Ann",
                "Conversa do WhatsApp com Ann.txt | Ann",
                "Discussion WhatsApp avec Ann.txt | Ann",
                "WhatsApp Chat mit Ann.txt | Ann",
                "climbing-part1.txt | climbing",
                "climbing-part2.txt | climbing",
                "my_friends.txt | my_friends",
            })
    void theChatIsCalledWhatTheFileIsWithoutTheWordsOfTheApp(String name, String title)
            throws IOException {
        Path file = Files.writeString(folder.resolve(name), "13/1/23, 10:00 - Ann: hi\n");
        assertThat(Collected.from(reader, file).messages.getFirst().channel().id())
                .isEqualTo(title);
    }

    @Test
    void overlappingExportsGiveTheSameMessagesTheSameIds() throws IOException {
        List<String> lines =
                IntStream.range(0, 40)
                        .mapToObj(i -> "13/1/23, 10:%02d - Ann: lol\n".formatted(i / 4))
                        .toList();
        List<String> whole = ids(read(String.join("", lines)));
        assertThat(whole).doesNotHaveDuplicates().hasSize(40);
        assertThat(ids(read(String.join("", lines.subList(0, 30)))))
                .isEqualTo(whole.subList(0, 30));
        assertThat(ids(read(String.join("", lines.subList(20, 40)))))
                .isEqualTo(whole.subList(20, 40));
    }

    private static List<String> ids(Collected read) {
        return read.messages.stream().map(Message::id).toList();
    }

    @Test
    void twoPhonesExportsOfOneChatMerge() throws IOException {
        Collected android =
                read(
                        """
                        1/13/24, 9:15\u202FPM - +44 7700 900123: hi
                        1/13/24, 9:16\u202FPM - B: ho
                        """);
        Collected iphone =
                read(
                        """
                        [13.01.24, 21:15:07] \u202A+44\u00A07700\u00A0900123\u202C: hi\r
                        [13.01.24, 21:16:08] B: ho\r
                        """);
        assertThat(ids(iphone)).isEqualTo(ids(android));
        assertThat(iphone.messages.getFirst().sender())
                .isEqualTo(android.messages.getFirst().sender())
                .hasToString("whatsapp:+447700900123");
    }

    @ParameterizedTest
    @CsvSource({
        "13/1/23 1/2/23, 2023-01-13",
        "1/13/23 2/1/23, 2023-01-13",
        "1/2/23 3/2/23 2/3/23 1/4/23, 2023-02-01",
        "2/1/23 2/3/23 3/2/23 4/1/23, 2023-02-01",
        "1/5/23 2/5/23 3/5/23 4/5/23 5/5/23 6/5/23, 2023-05-01",
        "5/1/23 5/2/23 5/3/23 5/4/23 5/5/23 5/6/23, 2023-05-01",
        "1.2.23 2.3.23, 2023-02-01",
        "1-2-23 2-3-23, 2023-02-01",
        "5/5/23, 2023-05-05",
        "99/2/3, 2099-02-03",
    })
    void theDatesTellTheirOrder(String dates, String first) throws IOException {
        Collected read = read(chat(dates));
        assertThat(read.rejected).isEmpty();
        assertThat(read.messages).hasSize(dates.split(" ").length);
        assertThat(read.messages.getFirst().sentAt())
                .isEqualTo(Instant.parse(first + "T11:00:00Z").minusSeconds(summer(first)));
    }

    private static long summer(String date) {
        return BERLIN.getRules().isDaylightSavings(Instant.parse(date + "T11:00:00Z")) ? 3600 : 0;
    }

    private static String chat(String dates) {
        return List.of(dates.split(" ")).stream()
                .map(date -> date + ", 12:00 - Ann: hi\n")
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1/5/23", "1/5/23 2/5/23", "13/1/23 1/13/23"})
    void datesThatDoNotTellAreRefusedUntilTheUserDoes(String dates) throws IOException {
        Path file = file(chat(dates));
        UserError refusal = refusal(file);
        assertThat(refusal.problem()).startsWith(file + " does not tell").doesNotContain("1/5");
        assertThat(refusal.remedy()).contains("--date-order dmy");
        assertThat(Collected.from(reader(Optional.of(DateOrder.MDY)), file).messages)
                .hasSize(dates.split(" ").length);
    }

    @Test
    void theUserKnowsBest() throws IOException {
        Path file = file(chat("1/5/23 2/5/23 3/5/23 4/5/23 5/5/23 6/5/23"));
        assertThat(
                        Collected.from(reader(Optional.of(DateOrder.MDY)), file)
                                .messages
                                .getLast()
                                .sentAt())
                .isEqualTo(Instant.parse("2023-06-05T10:00:00Z"));
    }

    @Test
    void aChatJoinedOfTwoExportsIsNoQuotation() throws IOException {
        Collected read = read(chat("13/1/23 14/1/23 15/1/23 1/1/22 2/1/22 3/1/22"));
        assertThat(read.messages).hasSize(6);
    }

    @Test
    void aWrongClockOnceDoesNotSilenceTheRest() throws IOException {
        Collected read = read(chat("13/1/23 14/1/23 15/1/2023 16/1/23 13/1/99 17/1/23 18/1/23"));
        assertThat(read.messages).hasSize(6);
        assertThat(read.messages.getLast().sentAt())
                .isEqualTo(Instant.parse("2023-01-18T11:00:00Z"));
    }

    @Test
    void aNameMayHoldAColon() throws IOException {
        Collected read = read("13/1/23, 10:00 - DJ: Ann: hi\n".repeat(5));
        assertThat(senders(read)).containsExactly("DJ: Ann");
        assertThat(senders(read("13/1/23, 10:00 - Ann: PS: hi\n13/1/23, 10:01 - Ann: x\n")))
                .containsExactly("Ann");
    }

    @Test
    void whatIsNoExportIsRefused() throws IOException {
        Path story = file("Once upon a time\n");
        assertThat(Collected.recognises(reader, story)).isFalse();
        assertThat(refusal(story).problem()).startsWith(story + " is no export of WhatsApp");
        Path late = file("My chat\n13/1/23, 10:00 - Ann: hi\n");
        assertThat(Collected.recognises(reader, late)).isFalse();
        Collected read = Collected.from(reader, late);
        assertThat(read.rejected)
                .containsExactly("WhatsApp Chat with Club.txt:1 text before the first message");
        assertThat(read.texts()).containsExactly("hi");
    }

    @Test
    void anotherEncodingIsReportedWithItsLine() throws IOException {
        String text = "13/1/23, 10:00 - Ann: hi\n".repeat(2000) + "13/1/23, 10:00 - Bob: café\n";
        Path file = Files.write(file(""), text.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(Collected.recognises(reader, file)).isTrue();
        assertThat(refusal(file).problem()).isEqualTo(file + ":2001 is not UTF-8 text.");
        Collected before = new Collected();
        assertThatThrownBy(() -> reader.read(Collected.export(file), before))
                .isInstanceOf(UserError.class);
        assertThat(before.messages).hasSizeBetween(1999, 2000);
    }

    @Test
    void aMessageTooLongForAnyArchiveIsRejectedAndTheRestKept() throws IOException {
        String before = "13/1/23, 10:00 - Ann: hi\n";
        Collected many =
                read(before + "13/1/23, 10:01 - Bob: x\n" + "y\n".repeat(1_000_000) + before);
        assertThat(many.rejected)
                .containsExactly(
                        "WhatsApp Chat with Club.txt:2 a message longer than 1000000 characters");
        assertThat(many.texts()).containsExactly("hi", "hi");
        Collected one =
                read(before + "13/1/23, 10:01 - Bob: " + "y".repeat(3_000_000) + "\n" + before);
        assertThat(one.rejected).hasSize(1);
        assertThat(one.texts()).containsExactly("hi", "hi");
    }

    @Test
    void theAndroidSampleHasFourSpeakers() {
        Collected read = sample("handmade_android_12h_nnbsp.txt");
        assertThat(senders(read)).containsExactlyInAnyOrder("Ann", "Bob", "Zed", "+44 7700 900124");
        assertThat(read.rejected).isEmpty();
    }

    private Collected sample(String name) {
        Path file = Fixture.sample("whatsapp/" + name);
        assertThat(Collected.recognises(reader, file)).isTrue();
        return Collected.from(reader, file);
    }

    @Test
    void theGermanSampleHasThreeSpeakers() {
        Collected read = sample("handmade_ios_de_group.txt");
        assertThat(senders(read)).containsExactly("Boris", "Ann", "Zed");
        assertThat(read.messages)
                .extracting(Message::kind)
                .containsExactly(Kind.SPEECH, Kind.MEDIA, Kind.MEDIA, Kind.SPEECH);
        assertThat(read.dropped).isEqualTo(Map.of(Reason.SERVICE, 3));
    }

    @Test
    void aSampleThatChangesItsLayoutKeepsItsOrder() {
        Collected read = sample("WhatsApp Chat with +123 45 6789.txt");
        assertThat(read.texts())
                .containsExactly(
                        "hello there!\n\nthis is a\nmulti-line message!",
                        "and these messages",
                        "should not be reordered!",
                        "should not be reordered indeed!",
                        "image comment",
                        "",
                        "",
                        "",
                        "",
                        "");
        assertThat(read.messages).isSortedAccordingTo(WhatsAppReaderTest::byTime);
        assertThat(read.messages.getFirst().sentAt()).isEqualTo("2023-06-30T14:14:00Z");
        assertThat(read.messages.getLast().sentAt()).isEqualTo("2023-06-30T14:15:00Z");
        assertThat(read.dropped).isEqualTo(Map.of(Reason.SERVICE, 3));
    }

    private static int byTime(Message a, Message b) {
        int time = a.sentAt().compareTo(b.sentAt());
        return time == 0 ? Long.compare(a.sequence(), b.sequence()) : time;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ddmmyy_24hrs",
                "mmddyy_24hrs",
                "[mmddyy]_24hrs",
                "mmddyyyy_12hrs",
                "yyyymmdd_24hrs"
            })
    void theSamplesOfOneChatInFiveLayoutsSayTheSame(String layout) {
        Collected read = sample("chatminer_test_" + layout + ".txt");
        assertThat(read.messages)
                .extracting(m -> m.sentAt() + " " + m.senderName() + ": " + m.text())
                .containsExactly(
                        "2019-01-01T10:25:00Z John Doe: Lorem ipsum dolor sit amet.",
                        "2019-01-30T19:49:00Z Jahn Doe: Lorem ipsum dolor sit amet,\n"
                                + "consectetur adipiscing elit. Duis libero.",
                        "2020-06-10T13:55:00Z John-John Doe: Lorem ipsum : dolor sit amet.",
                        "2021-12-10T09:10:00Z John Doe 🤓: Lorem ipsum 🤓",
                        "2021-12-20T11:10:00Z 🤓: Lorem ipsum 🤓",
                        "2021-12-30T21:01:00Z John Doe: Lorem ipsum dolor sit amet,\n"
                                + "consectetur adipiscing elit. Duis libero.");
        assertThat(read.dropped).isEqualTo(Map.of(Reason.SERVICE, 2, Reason.EMPTY, 1));
    }

    @Test
    void aSampleWithQuotationsOfOtherChatsKeepsThemWhole() {
        Collected read = sample("chatistics__chat.txt");
        assertThat(senders(read)).containsExactly("Alice Placeholder", "John Doe");
        assertThat(read.messages).hasSize(20);
        assertThat(read.texts())
                .contains(
                        "What is that?\n"
                                + "2/11/19, 14:48 Alice Placeholder: this is a message from another"
                                + " chat!");
        assertThat(read.texts())
                .anyMatch(
                        text ->
                                text.endsWith(
                                        "\n[1.2.2019, 00:00:00] John Doe: this line is not a"
                                                + " message on its own"));
        assertThat(sample("chatistics__chat2.txt").messages).hasSize(4);
        assertThat(sample("chatistics__chat4.txt").messages).hasSize(3);
    }

    @Test
    void aSampleThatDoesNotTellItsOrderIsReadAsTold() {
        Path file = Fixture.sample("whatsapp/chatistics__chat3.txt");
        assertThat(refusal(file).remedy()).contains("--date-order");
        Collected read = Collected.from(reader(Optional.of(DateOrder.MDY)), file);
        assertThat(read.messages).hasSize(8 + 1);
        assertThat(read.messages.get(5).sentAt()).isEqualTo("2019-10-11T12:25:00Z");
        assertThat(read.messages.get(6).sentAt()).isEqualTo("2019-02-11T13:33:00Z");
    }

    @ParameterizedTest
    @CsvSource({"handmade_locales.txt, 9", "langchain_ios_12h.txt, 11"})
    void otherSamplesAreReadWhole(String name, int messages) {
        Collected read = sample(name);
        assertThat(read.rejected).isEmpty();
        assertThat(read.messages).hasSize(messages);
    }
}
