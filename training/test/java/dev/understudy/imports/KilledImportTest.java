package dev.understudy.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.archive.Archive;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Person;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An import that dies in the middle and is run again ends as if nothing had happened: with a real
/// process that is really killed.
class KilledImportTest {
    private static final Circle FRIENDS = new Circle("friends");
    private static final int MESSAGES = 12_000;

    @TempDir Path folder;

    /// All that an archive holds of the circle.
    private record Content(List<Message> messages, List<Person> people) {
        static Content of(Path file) {
            List<Message> messages = new ArrayList<>();
            try (Archive archive = Archive.open(file)) {
                archive.forEachMessage(FRIENDS, messages::add);
                return new Content(messages, archive.people(FRIENDS));
            }
        }
    }

    @Test
    void runAgainItEndsInTheSameState() throws Exception {
        Path export = export();
        Path killed = folder.resolve("killed");
        Path whole = folder.resolve("whole");
        killHalfWay(export, killed);
        assertThat(Content.of(killed).messages()).hasSizeBetween(MESSAGES / 4, MESSAGES - 1000);

        importInto(killed, export, Progress.NONE);
        importInto(whole, export, Progress.NONE);
        assertThat(Content.of(killed)).isEqualTo(Content.of(whole));
        assertThat(Content.of(whole).messages()).hasSize(MESSAGES);
    }

    private static void importInto(Path archiveFile, Path export, Progress progress) {
        try (Archive archive = Archive.open(archiveFile)) {
            new Importer(ImportOptions.defaults()).run(List.of(export), FRIENDS, archive, progress);
        }
    }

    private static void killHalfWay(Path export, Path archiveFile) throws Exception {
        Process importing =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Victim.class.getName(),
                                export.toString(),
                                archiveFile.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (BufferedReader said = importing.inputReader(StandardCharsets.UTF_8)) {
            while (!"half way".equals(said.readLine())) {
                assertThat(importing.isAlive()).isTrue();
            }
        } finally {
            importing.destroyForcibly().waitFor();
        }
    }

    /// The process that is killed: it says that half of the file is stored, and waits for death.
    static final class Victim {
        public static void main(String[] arguments) {
            importInto(
                    Path.of(arguments[1]),
                    Path.of(arguments[0]),
                    (step, bytes, total) -> {
                        if (step == Progress.Step.STORE && bytes > total / 2) {
                            System.out.println("half way");
                            waitForDeath();
                        }
                    });
        }

        private static void waitForDeath() {
            try {
                while (System.in.read() >= 0) {}
            } catch (IOException pipeBroken) {
                throw new IllegalStateException(pipeBroken);
            }
        }
    }

    /// Ten friends, two of each name, who change their names as time goes by.
    private Path export() throws IOException {
        StringBuilder json = new StringBuilder();
        json.append("{\"name\":\"club\",\"type\":\"private_group\",\"id\":5,\"messages\":[");
        for (int i = 0; i < MESSAGES; i++) {
            int user = i * 7 % 10;
            String name = "Friend" + user % 5 + (i > 9_000 ? " the Old" : "");
            json.append(i == 0 ? "" : ",")
                    .append(
                            """

                            {"id":%d,"type":"message","date_unixtime":"%d","from":"%s",
                            "from_id":"user%d","text":"%s"}"""
                                    .formatted(
                                            i,
                                            1_700_000_000 + i / 3,
                                            name,
                                            user,
                                            "word ".repeat(40 + i % 5)));
        }
        return Files.writeString(folder.resolve("result.json"), json.append("]}"));
    }
}
