package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Text that is reviewed like code: a file beside the tests, rewritten with `-DupdateSnapshots`.
final class Snapshot {
    private Snapshot() {}

    static void assertMatches(String name, String text) throws IOException {
        Path file =
                Path.of(System.getProperty("understudy.root"))
                        .resolve("bots/test/resources/dev/understudy/cli")
                        .resolve(name);
        if (System.getProperty("updateSnapshots") != null) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertThat(file)
                .as("mvn verify -DupdateSnapshots writes the text of today; then review the change")
                .exists();
        assertThat(text).as(name).isEqualTo(Files.readString(file));
    }
}
