package dev.understudy.imports.slack;

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
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlackReaderTest {
    private static final SlackReader READER = new SlackReader();
    private static final Path EXPORT = Fixture.file("slack/export");

    @TempDir Path folder;

    private void write(String name, String json) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, json);
    }

    private String text(String message) throws IOException {
        write("users.json", "[{\"id\":\"U02\",\"real_name\":\"Bob\"}]");
        write(
                "general/2024-01-01.json",
                "[{\"type\":\"message\",\"user\":\"U02\",\"ts\":\"1704100000.000001\","
                        + message
                        + "}]");
        return Collected.from(READER, folder).texts().getFirst();
    }

    @Test
    void anExportIsReadAsTheGoldenFileSaysFromAFolderAndFromAZip() throws IOException {
        assertThat(Collected.recognises(READER, EXPORT)).isTrue();
        String golden = Fixture.text("slack/golden.txt");
        assertThat(Collected.from(READER, EXPORT).golden()).isEqualTo(golden);
        Path zip = folder.resolve("export.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip));
                Stream<Path> files = Files.walk(EXPORT)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(new ZipEntry(EXPORT.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
        assertThat(Collected.recognises(READER, zip)).isTrue();
        assertThat(Collected.from(READER, zip).golden()).isEqualTo(golden);
    }

    @Test
    void marksBecomeWords() throws IOException {
        assertThat(text("\"text\":\"<@U02|x> &lt;@U02&gt; <tel:123|1 23> <mailto:a@e.org>\""))
                .isEqualTo("@Bob <@U02> 1 23 a@e.org");
        assertThat(text("\"text\":\"<!subteam^S1> <!date^1^{x}> <#C9> a < b > c\""))
                .isEqualTo("@subteam @date #deleted-channel a < b > c");
    }

    @Test
    void aFolderWithoutMembersOrDaysIsNoExport() throws IOException {
        write("users.json", "[]");
        assertThat(Collected.recognises(READER, folder)).isFalse();
        write("general/2024-01-01.json", "[]");
        assertThat(Collected.recognises(READER, folder)).isTrue();
        write("users.json", "{}");
        assertThat(Collected.recognises(READER, folder)).isFalse();
        assertThatThrownBy(() -> Collected.from(READER, folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no export of a Slack workspace");
    }

    @Test
    void aDamagedDayCostsNoOtherDay() throws IOException {
        text("\"text\":\"one\"");
        write("general/2024-01-02.json", "[{\"type\":\"message\",\"user\":\"U0");
        write("general/2024-01-03.json", "{\"ok\":false}");
        write(
                "general/2024-01-04.json",
                "[{\"user\":\"U02\",\"ts\":\"1704400000.000001\",\"text\":\"four\"}] []");
        Collected read = Collected.damaged(READER, folder);
        assertThat(read.texts()).containsExactly("one", "four");
        assertThat(read.damage).contains("2024-01-02.json:1 ends in the middle");
        assertThat(read.rejected)
                .containsExactly(
                        "2024-01-02.json:1 the file ends in the middle",
                        "2024-01-03.json:1 not a list of messages",
                        "2024-01-04.json:1 something after the end");
    }

    @Test
    void theSampleWithManyBotsIsReadWhole() {
        Collected read =
                Collected.from(READER, Fixture.sample("slack/slack-export-viewer_testarchive.zip"));
        assertThat(read.rejected).isEmpty();
        assertThat(read.dropped).containsOnlyKeys(Reason.SERVICE).containsEntry(Reason.SERVICE, 11);
        assertThat(read.messages).filteredOn(m -> m.kind() == Kind.BOT).hasSize(94);
        assertThat(read.messages).filteredOn(m -> m.kind() == Kind.MEDIA).hasSize(3);
        assertThat(read.messages).filteredOn(m -> m.kind() == Kind.SPEECH).hasSize(50);
        assertThat(read.texts()).noneMatch(text -> text.contains("<@U") || text.contains("&amp;"));
    }

    @Test
    void theSampleWhoseMembersAreNotListedHasTheirNames() {
        Collected read = Collected.from(READER, Fixture.sample("slack/langchain_slack_export.zip"));
        assertThat(read.texts()).contains("Hello, world!", "Example random message");
        assertThat(read.messages).extracting(m -> m.senderName()).containsOnly("Example User");
    }
}
