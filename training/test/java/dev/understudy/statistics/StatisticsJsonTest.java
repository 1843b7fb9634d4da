package dev.understudy.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StatisticsJsonTest {
    private static final Path RESOURCES =
            Path.of(System.getProperty("understudy.root"))
                    .resolve("training/test/resources/dev/understudy/statistics");

    private static void assertMatches(String name, String text) throws IOException {
        Path golden = RESOURCES.resolve(name);
        if (System.getProperty("updateSnapshots") != null) {
            Files.writeString(golden, text);
        }
        assertThat(golden).as("written with -DupdateSnapshots").exists();
        assertThat(text).isEqualTo(Files.readString(golden));
    }

    @Test
    void countsAnInventedChat() throws IOException {
        String json = StatisticsJson.of(InventedChat.ofFriends().counted());
        assertMatches("friends.json", json.replace(System.lineSeparator(), "\n") + "\n");
        assertThat(json).doesNotContain("xyzzy", "secret title", "stranger", "Silent");
    }

    @Test
    void drawsAShortTable() throws IOException {
        String table = StatisticsTable.of(InventedChat.ofFriends().counted());
        assertMatches("friends.txt", table);
        assertThat(table).doesNotContain("xyzzy", "secret title", "stranger", "Silent");
        assertThat(table.lines()).allMatch(line -> line.length() <= 120);
    }
}
