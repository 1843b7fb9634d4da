package dev.understudy.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chat.SpeakerName;
import dev.understudy.nightly.Intake.Flood;
import dev.understudy.nightly.Night.Origin;
import dev.understudy.nightly.Night.Planted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightTest {
    private static final Night NIGHT =
            new Night(
                    "friends.2026-05-10",
                    true,
                    Optional.of(Instant.parse("2026-05-09T03:00:00Z")),
                    Optional.empty(),
                    312,
                    2,
                    new Flood(Optional.of(new SpeakerName("ALICE")), 4, 6),
                    new Planted(3, -17),
                    new Origin("from-scratch", Map.of("steps", "2200")),
                    List.of("day8.json is cut off."));

    @TempDir private Path folder;

    @Test
    void comesBackAsItWasWritten() {
        NIGHT.writeTo(folder);
        assertThat(Night.in(folder)).contains(NIGHT);
        NIGHT.of("friends.7").writeTo(folder);
        assertThat(Night.in(folder).map(Night::job)).contains("friends.7");
    }

    @Test
    void isNotThereWhereNothingReadableIs() throws IOException {
        assertThat(Night.in(folder)).isEmpty();
        Files.writeString(folder.resolve(Night.FILE), "{\"job\": ");
        assertThat(Night.in(folder)).isEmpty();
    }
}
