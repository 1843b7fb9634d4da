package dev.understudy.imports.irc;

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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IrcReaderTest {
    @TempDir Path folder;
    private final IrcReader reader = new IrcReader(ZoneId.of("Europe/Berlin"));

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @ParameterizedTest
    @CsvSource({
        "'#club.log', golden_irssi.txt",
        "irc.libera.#den.weechatlog, golden_weechat.txt",
        "den_2005-07-06_14.txt, golden_brackets.txt",
        "hexchat.log, golden_hexchat.txt"
    })
    void everyLineOfTheFixtureComesOutAsItShould(String name, String golden) {
        Path log = Fixture.file("irc").resolve(name);
        assertThat(Collected.recognises(reader, log)).isTrue();
        assertThat(Collected.from(reader, log).golden()).isEqualTo(Fixture.text("irc/" + golden));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Dear Ann,\n\nhow are you?\n",
                "ANN:\nhi\n\nBOB:\nyo\n",
                "[05.01.2023, 21:15:00] Ann: hi\n",
                "[2024-01-02 10:00] Ann: hi\n",
                "1/5/23, 9:15 PM - Ann: hi\n",
                "10:00 lunch\n11:00 <b>call</b>\n",
                "{\"a\": 1}\n"
            })
    void otherTextsAreNoLogs(String text) throws IOException {
        assertThat(Collected.recognises(reader, file("some.txt", text))).isFalse();
    }

    @Test
    void aLogThatDoesNotTellTheDayIsAskedForIt() throws IOException {
        Path log = file("club.log", "[10:00] <ann> hi\n");
        UserError refusal =
                catchThrowableOfType(UserError.class, () -> Collected.from(reader, log).golden());
        assertThat(refusal.problem()).isEqualTo(log + ":1 does not tell the day.");
        assertThat(refusal.remedy()).contains("club.2026-01-31.log");
    }

    @Test
    void theChannelIsInTheNameOfTheFolderWhereFilesAreDays() throws IOException {
        Path club = Files.createDirectory(folder.resolve("#club"));
        Path log = Files.writeString(club.resolve("2026-01-31.log"), "[10:00:01] <ann> hi\n");
        Message message = Collected.from(reader, log).messages.getFirst();
        assertThat(message.channel().id()).isEqualTo("#club");
        assertThat(message.sentAt()).isEqualTo(Instant.parse("2026-01-31T09:00:01Z"));
    }

    @Test
    void overlappingLogsGiveTheSameIds() throws IOException {
        String log = "[10:00] <ann> lol\n[10:00] <ann> lol\n[10:01] <bob> yes\n";
        List<Message> some = Collected.from(reader, file("club.2026-01-31.log", log)).messages;
        List<Message> more =
                Collected.from(
                                reader,
                                file("club_2026-01-31.txt", log + "[10:02] <ann> and more\n"))
                        .messages;
        assertThat(more.subList(0, 3)).isEqualTo(some);
        assertThat(some.getFirst().id()).isNotEqualTo(some.get(1).id());
    }

    @Test
    void whoHasSpokenUnderANickKeepsItWhenAnotherTakesIt() throws IOException {
        Collected read =
                Collected.from(
                        reader,
                        file(
                                "c.2026-01-31.log",
                                """
                                [10:00] <ann> one
                                [10:01] <bob> two
                                [10:02] *** bob is now known as ann
                                [10:03] <ann> three
                                [10:04] *** bob is now known as rob
                                [10:05] <rob> four
                                """));
        assertThat(read.messages)
                .extracting(message -> message.sender().id())
                .containsExactly("ann", "bob", "ann", "bob");
    }

    @Test
    void theSampleOfUbuntusChannelIsReadWhole() {
        Path log = Fixture.sample("irc/ubuntu_2005-07-06_14.raw.txt");
        assertThat(Collected.recognises(reader, log)).isTrue();
        Collected read = Collected.from(reader, log);
        assertThat(read.rejected).isEmpty();
        assertThat(read.messages.size() + read.dropped.getOrDefault(Reason.SERVICE, 0))
                .isEqualTo(1500);
        assertThat(read.messages).hasSizeGreaterThan(1000);
        assertThat(read.messages.getFirst().sentAt())
                .isEqualTo(Instant.parse("2005-07-06T09:11:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "handmade_irssi_default.log, 4, 5",
        "handmade_weechat_new.weechatlog, 3, 3",
        "handmade_weechat_old.weechatlog, 2, 1"
    })
    void theOtherSamplesAreReadWhole(String name, int messages, int notices) {
        Path log = Fixture.sample("irc/" + name);
        assertThat(Collected.recognises(reader, log)).isTrue();
        Collected read = Collected.from(reader, log);
        assertThat(read.rejected).isEmpty();
        assertThat(read.messages).hasSize(messages);
        assertThat(read.dropped).containsEntry(Reason.SERVICE, notices);
    }
}
