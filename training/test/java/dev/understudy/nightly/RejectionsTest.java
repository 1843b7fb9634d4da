package dev.understudy.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.archive.night.HeldBack.Stretch;
import dev.understudy.chat.Circle;
import dev.understudy.clone.ModelCard;
import dev.understudy.clone.ModelCard.Gate;
import dev.understudy.clone.Models;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectionsTest {
    private static final Instant SINCE = Instant.parse("2026-05-09T03:00:00Z");

    @TempDir private Path folder;
    private Models models;

    @BeforeEach
    void open() throws IOException {
        models = new Models(folder.resolve("models"));
        models.publish(version(1, SINCE.minusSeconds(1), List.of()));
    }

    private Path version(int attempt, Instant since, List<Gate> gates) throws IOException {
        Path version = Files.createDirectories(folder.resolve("new"));
        new ModelCard(
                        ModelCard.FORMAT_VERSION,
                        new Circle("friends"),
                        List.of(),
                        NightRecipe.PRESET,
                        1,
                        "none",
                        Optional.empty(),
                        Map.of(),
                        Instant.EPOCH)
                .judged(Map.of(), gates)
                .writeTo(version);
        new Night(
                        "job",
                        true,
                        Optional.of(since),
                        Optional.of(since.plusSeconds(86_400L * attempt)),
                        300,
                        attempt,
                        new Flood(Optional.empty(), 0, 0),
                        new Planted(0, 0),
                        new Origin("from-scratch", Map.of()),
                        List.of())
                .writeTo(version);
        return version;
    }

    private void reject(int attempt, String gate) throws IOException {
        List<Gate> gates = List.of(new Gate("loss", 1, 2, true), new Gate(gate, 3, 2, false));
        models.reject(models.keep(version(attempt, SINCE, gates)));
    }

    @Test
    void withoutARejectedNightNothingIsHeldBack() {
        assertThat(Rejections.among(models, SINCE)).isEqualTo(new Rejections(0, Optional.empty()));
    }

    @Test
    void aFirstRejectionGivesItsMessagesASecondNight() throws IOException {
        reject(1, "loss");
        assertThat(Rejections.among(models, SINCE)).isEqualTo(new Rejections(1, Optional.empty()));
    }

    @Test
    void aSecondOneHoldsThemBack() throws IOException {
        reject(1, "loss");
        reject(2, "copies");
        Rejections rejections = Rejections.among(models, SINCE);
        assertThat(rejections.attempts()).isZero();
        assertThat(rejections.heldBack().orElseThrow().from()).isEqualTo(SINCE);
        assertThat(rejections.heldBack().orElseThrow().to())
                .isEqualTo(SINCE.plusSeconds(2 * 86_400L));
        assertThat(rejections.heldBack().orElseThrow().reason()).contains("0003");
    }

    @Test
    void aFloodIsHeldBackAtOnce() throws IOException {
        reject(1, Rejections.FLOOD);
        assertThat(Rejections.among(models, SINCE).heldBack().orElseThrow().reason())
                .contains("again and again", "0002");
    }

    @Test
    void whatAnOperatorTookBackIsHeldBack() throws IOException {
        models.publish(version(1, SINCE, List.of()));
        models.publish(version(2, SINCE.plusSeconds(86_400), List.of()));
        assertThat(Rejections.among(models, SINCE).heldBack()).isEmpty();
        models.backTo(models.versions().getFirst());
        Stretch held = Rejections.among(models, SINCE).heldBack().orElseThrow();
        assertThat(held.from()).isEqualTo(SINCE);
        assertThat(held.to()).isEqualTo(SINCE.plusSeconds(3 * 86_400L));
        assertThat(held.reason()).contains("went back behind 0002");
    }

    @Test
    void nightsThatBeganElsewhereDoNotCount() throws IOException {
        reject(1, Rejections.FLOOD);
        assertThat(Rejections.among(models, SINCE.plusSeconds(5)).heldBack()).isEmpty();
    }
}
