package dev.understudy.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Each file is for one reader, or for none.
class RecognitionTest {
    /// Folders of samples whose formats are read.
    private static final Set<String> OURS =
            Set.of(
                    "telegram",
                    "plain",
                    "discord",
                    "discord-package",
                    "whatsapp",
                    "messenger",
                    "instagram",
                    "slack",
                    "matrix",
                    "google-chat",
                    "irc",
                    "twitter",
                    "signal",
                    "imessage");

    private final Importer importer = new Importer(ImportOptions.defaults());

    @Test
    void aFolderOfManyExportsOfSignalGivesEachToItsReader() {
        Path signal = Fixture.file("signal");
        assertThat(importer.check(List.of(signal), Progress.NONE).sources())
                .extracting(s -> signal.relativize(s.file()) + " " + s.format())
                .containsExactlyInAnyOrder(
                        "main.jsonl signal",
                        "Bob (+447700900123).json sigtop",
                        "Old club.md signal-export",
                        "Club signal-export");
    }

    @Test
    void noSampleOfAnotherAppIsTakenForOneOfOurs() throws IOException {
        Path samples = Fixture.sample("");
        List<String> taken = new ArrayList<>();
        try (Stream<Path> files = Files.walk(samples)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String app = samples.relativize(file).getName(0).toString();
                if (!OURS.contains(app) && Files.size(file) > 0) {
                    try {
                        importer.check(List.of(file), Progress.NONE);
                        taken.add(file.toString());
                    } catch (UserError expected) {
                        assertThat(expected.problem())
                                .containsPattern("is not an export|holds no export");
                    }
                }
            }
        }
        assertThat(taken).isEmpty();
    }
}
