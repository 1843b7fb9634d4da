package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StatsCommandTest {
    @TempDir static Path folder;
    private static Path home;

    @BeforeAll
    static void importChat() throws IOException {
        home = folder.resolve("home");
        Path export = folder.resolve("result.json");
        String messages =
                String.join(
                        ",\n",
                        message(1, "Alice", 1772222400, "plugh are you there"),
                        message(2, "<b>Bob</b>", 1772222430, "plugh yes 🎉"),
                        message(3, "Alice", 1780000000, "plugh good"));
        Files.writeString(
                export,
                "{\"name\": \"Gig Club\", \"type\": \"private_group\", \"id\": 77, \"messages\": ["
                        + messages
                        + "]}");
        Invocation imported =
                Invocation.of("import", export.toString(), "--circle=friends", "--home=" + home);
        assertThat(imported.exitCode()).as(imported.err()).isZero();
    }

    private static String message(int id, String from, long at, String text) {
        return """
        {"id": %d, "type": "message", "date_unixtime": "%d", "from": "%s",
        "from_id": "user%d", "text": "%s"}"""
                .formatted(id, at, from, from.hashCode() & 0xFFFF, text);
    }

    private static Invocation stats(String... options) {
        return Invocation.of(
                Stream.concat(
                                Stream.of("stats", "--home=" + home, "--zone=UTC"),
                                Stream.of(options))
                        .toArray(String[]::new));
    }

    @Test
    void printsATableAndWritesAPage() throws IOException {
        Invocation stats = stats("--circle=friends");
        assertThat(stats.exitCode()).as(stats.err()).isZero();
        Path page = home.resolve("stats/friends.html");
        assertThat(stats.out())
                .contains("friends: 3 messages and 8 words in 2 conversations\n")
                .contains("Alice", "66.7 %", "<b>Bob</b>", "33.3 %")
                .endsWith("The page is " + page + ".\n")
                .doesNotContain("plugh");
        assertThat(Files.readString(page))
                .contains("friends in figures", "&lt;b&gt;Bob&lt;/b&gt;")
                .doesNotContain("plugh", "<b>");
    }

    @Test
    void printsJsonOfSomeDaysAndWritesThePageWhereItIsTold() throws IOException {
        Path page = folder.resolve("new/page.html");
        Invocation stats =
                stats("--circle=friends", "--json", "--until=2026-03-01", "--out=" + page);
        assertThat(stats.exitCode()).as(stats.err()).isZero();
        JsonNode json = JsonMapper.shared().readTree(stats.out());
        assertThat(json.get("messages").asInt()).isEqualTo(2);
        assertThat(json.at("/people/0/message_share").asDouble()).isEqualTo(0.5);
        assertThat(json.get("until").asString()).isEqualTo("2026-03-01");
        assertThat(stats.out()).doesNotContain("plugh");
        assertThat(stats.err()).endsWith("The page is " + page + ".\n");
        assertThat(page).content().contains("until 1 March 2026");
        assertThat(folder.resolve("new")).isDirectoryNotContaining(f -> f.toString().endsWith("d"));
    }

    @Test
    void refusesInTwoLines() throws IOException {
        Path kept =
                Files.writeString(
                        Files.createDirectories(folder.resolve("full")).resolve("a"), "b");
        for (Invocation refused :
                List.of(
                        stats("--circle=strangers"),
                        stats("--circle=friends", "--since=2030-01-01"),
                        stats("--circle=friends", "--out=" + kept.getParent()),
                        stats("--circle=friends", "--out=" + kept.resolve("below")),
                        Invocation.of(
                                "stats", "--circle=friends", "--home=" + home, "--zone=Nowhere"),
                        Invocation.of(
                                "stats", "--circle=friends", "--home=" + folder.resolve("x")))) {
            assertThat(refused.exitCode()).as(refused.err()).isNotZero();
            assertThat(refused.err()).hasLineCount(2).doesNotContain("defect");
        }
        assertThat(kept).hasContent("b");
        for (String wrong : List.of("--since=yesterday", "--since=2027-01-01")) {
            Invocation misused = stats("--circle=friends", wrong, "--until=2026-01-01");
            assertThat(misused.exitCode()).as(misused.err()).isEqualTo(2);
            assertThat(misused.err()).hasLineCount(2);
        }
        assertThat(folder.resolve("x/archive")).doesNotExist();
    }
}
