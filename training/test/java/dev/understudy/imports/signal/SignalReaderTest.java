package dev.understudy.imports.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.understudy.chat.Message;
import dev.understudy.imports.Collected;
import dev.understudy.imports.Fixture;
import dev.understudy.imports.format.ExportReader;
import dev.understudy.imports.format.Reason;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalReaderTest {
    private static final Path MAIN = Fixture.file("signal/main.jsonl");
    private static final Path SIGTOP = MAIN.resolveSibling("Bob (+447700900123).json");
    private static final SignalReader READER = new SignalReader(Optional.empty());
    private static final SigtopReader SIGTOP_READER = new SigtopReader(Optional.of("Ann"));

    @TempDir Path folder;

    private static UserError refusal(ExportReader reader, Path file) {
        return catchThrowableOfType(
                UserError.class, () -> Collected.from(reader, file).messages.clear());
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void theNativeExportIsReadAsTheGoldenFileSays() {
        assertThat(Collected.recognises(READER, MAIN)).isTrue();
        Collected read = Collected.from(READER, MAIN);
        assertThat(read.golden()).isEqualTo(Fixture.text("signal/golden_native.txt"));
        assertThat(read.position).isEqualTo(MAIN.toFile().length());
    }

    @Test
    void aZipIsReadAsTheFileButOnlyIfNothingElseIsInIt() throws IOException {
        Path zip = folder.resolve("export.zip");
        for (String more : List.of("files/ab/abcd.txt", "result.json")) {
            try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
                out.putNextEntry(new ZipEntry("main.jsonl"));
                Files.copy(MAIN, out);
                out.putNextEntry(new ZipEntry("metadata.json"));
                out.write('{');
                out.putNextEntry(new ZipEntry(more));
                out.write('{');
            }
            boolean whole = more.startsWith("files/");
            assertThat(Collected.recognises(READER, zip)).isEqualTo(whole);
            if (whole) {
                assertThat(Collected.from(READER, zip).golden())
                        .isEqualTo(Fixture.text("signal/golden_native.txt"));
            }
        }
    }

    @Test
    void theOwnerIsWhoIsInEveryGroupAndNoContact() throws IOException {
        Message own = own(Files.readString(MAIN));
        assertThat(own.sender().id()).isEqualTo("01010101-0101-0101-0101-010101010101");
        assertThat(own.senderName()).isEqualTo("Ann Able");
        Message unknown =
                own(Files.readString(MAIN).replaceAll("\"members\":\\[[^\\]]*]", "\"x\":1"));
        assertThat(unknown.sender().id()).matches("owner-[0-9a-f]{32}");
        assertThat(unknown.id()).isEqualTo(own.id());
    }

    private Message own(String export) throws IOException {
        return Collected.from(READER, file("own.jsonl", export)).messages.stream()
                .filter(m -> m.text().equals("friday?"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aLineThatIsDamagedIsRejectedAloneAndACutOneIsTheEnd() throws IOException {
        String whole = Files.readString(MAIN);
        int all = Collected.from(READER, MAIN).messages.size();
        Collected cut =
                Collected.damaged(
                        READER, file("cut.jsonl", whole.substring(0, whole.length() - 9)));
        assertThat(cut.messages).hasSize(all - 1);
        assertThat(cut.damage).contains("cut.jsonl:34 ends in the middle; whole messages before");
        Collected damaged =
                Collected.from(READER, file("damaged.jsonl", whole.replace("\"lol\"", "secret")));
        assertThat(damaged.messages).hasSize(all - 3);
        assertThat(damaged.rejected).contains("damaged.jsonl:12 no JSON object");
        assertThat(damaged.rejected.toString()).doesNotContain("secret");
    }

    @Test
    void aLongTextIsReadFromTheFileBesideIt() throws IOException {
        String pointer = "{\"locatorInfo\":{\"plaintextHash\":\"q80=\"}}"; // the bytes AB CD
        String item =
                "{\"chatItem\":{\"chatId\":\"10\",\"authorId\":\"2\","
                        + "\"dateSent\":\"17672699%d0000\","
                        + "\"incoming\":{},\"standardMessage\":{\"text\":{\"body\":\"%s\"},%s}}}\n";
        String text = "\"attachments\":[{\"pointer\":%s}]".formatted(pointer);
        String plain = text.replace("{\"loc", "{\"contentType\":\"text/x-signal-plain\",\"loc");
        file(
                "main.jsonl",
                Files.readString(MAIN)
                        + item.formatted(1, "once upon", "\"longText\":" + pointer)
                        + item.formatted(2, "once upon", plain)
                        + item.formatted(3, "not the beginning", "\"longText\":" + pointer));
        Files.createDirectories(folder.resolve("files/ab"));
        Files.writeString(folder.resolve("files/ab/abcd.txt"), "once upon a time");
        Collected read = Collected.from(READER, folder);
        assertThat(read.messages.subList(read.messages.size() - 3, read.messages.size()))
                .extracting(m -> m.kind() + " " + m.text())
                .containsExactly(
                        "SPEECH once upon a time",
                        "SPEECH once upon a time",
                        "SPEECH not the beginning");
    }

    @Test
    void sigtopIsReadAsTheGoldenFileSays() {
        assertThat(Collected.recognises(SIGTOP_READER, SIGTOP)).isTrue();
        Collected read = Collected.from(SIGTOP_READER, SIGTOP);
        assertThat(read.golden()).isEqualTo(Fixture.text("signal/golden_sigtop.txt"));
        assertThat(read.position).isEqualTo(SIGTOP.toFile().length());
    }

    @Test
    void nobodyIsCalledAsAGroup() throws IOException {
        Path group = file("Plan B (group).json", Files.readString(SIGTOP));
        Collected read = Collected.from(SIGTOP_READER, group);
        assertThat(read.messages.getFirst().channel().title()).isEqualTo("Plan B");
        assertThat(read.messages.getFirst().senderName()).isEqualTo("Signal 22222222");
        assertThat(read.texts()).contains("who is @Unknown?");
    }

    @Test
    void inAFolderPeopleAreCalledAsTheirOwnConversations() throws IOException {
        Path all = Files.createDirectories(folder.resolve("all"));
        Files.copy(SIGTOP, all.resolve(SIGTOP.getFileName()));
        Files.copy(SIGTOP, all.resolve("A plan (group).json"));
        assertThat(Collected.recognises(SIGTOP_READER, all)).isTrue();
        Collected read = Collected.from(SIGTOP_READER, all);
        int each = Collected.from(SIGTOP_READER, SIGTOP).messages.size();
        assertThat(read.messages).hasSize(2 * each);
        assertThat(read.messages.getFirst().channel().title()).isEqualTo("A plan");
        assertThat(read.messages.getFirst().senderName()).isEqualTo("Bob");
        Files.writeString(all.resolve("A plan (group).json"), "[{\"conversationId\":1,\"type\"");
        Collected cut = Collected.damaged(SIGTOP_READER, all);
        assertThat(cut.messages).hasSize(each);
        assertThat(cut.damage).contains("A plan (group).json:1 ends in the middle");
    }

    @Test
    void sigtopThatWasStoppedGivesItsWholeMessages() throws IOException {
        String whole = Files.readString(SIGTOP);
        Path cut = file("cut.json", whole.substring(0, whole.indexOf("\"id\": \"m2\"")));
        Collected read = Collected.damaged(SIGTOP_READER, cut);
        assertThat(read.messages).hasSize(2);
        assertThat(read.damage).contains("cut.json:4 ends in the middle; whole messages before");
        Path damaged = file("damaged.json", whole.replace("\"new words\"", "secret"));
        assertThat(refusal(SIGTOP_READER, damaged).problem())
                .contains(damaged + ":4 is damaged")
                .doesNotContain("secret");
        assertThat(refusal(SIGTOP_READER, file("twice.json", whole + whole)).problem())
                .contains("goes on after the end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"recipient\"", "[{\"id\":1}]", "hello"})
    void otherFilesAreNotRecognised(String text) throws IOException {
        Path file = file("x.json", text);
        assertThat(Collected.recognises(READER, file)).isFalse();
        assertThat(Collected.recognises(SIGTOP_READER, file)).isFalse();
    }

    @Test
    void filesWithoutAnyJsonAreRefused() throws IOException {
        assertThat(refusal(READER, file("a.jsonl", "hello\nyou")).problem())
                .contains("no plaintext export");
        assertThat(refusal(SIGTOP_READER, file("a.json", "{}")).problem())
                .contains("no list of messages");
    }

    @Test
    void theNativeSampleIsRead() {
        Path sample = Fixture.sample("signal/handmade_native_export");
        assertThat(Collected.recognises(READER, sample)).isTrue();
        Collected read = Collected.from(READER, sample);
        assertThat(read.messages)
                .extracting(m -> m.senderName() + ": " + m.text())
                .containsExactly("Alice B: hi @Alice B look", "Me: typo");
        assertThat(read.messages.get(1).replyTo()).contains(read.messages.getFirst().id());
        assertThat(read.dropped).containsOnlyKeys(Reason.DELETED, Reason.SERVICE);
        assertThat(read.rejected).isEmpty();
    }
}
