package dev.understudy.clone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.chat.Circle;
import dev.understudy.chat.SpeakerName;
import dev.understudy.clone.version.Retention;
import dev.understudy.clone.version.Seal;
import dev.understudy.clone.version.Version;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsTest {
    @TempDir private Path folder;
    private Models models;
    private Path first;
    private Path second;

    @BeforeEach
    void publishTwo() throws IOException {
        models = new Models(folder.resolve("friends"));
        first = models.publish(Files.createDirectory(folder.resolve("one")));
        second = models.publish(Files.createDirectory(folder.resolve("two")));
    }

    @Test
    void theLatestIsLive() {
        assertThat(models.versions()).containsExactly(first, second);
        assertThat(models.live()).contains(second);
    }

    @Test
    void anEarlierOneCanBePromotedAndBackAgain() {
        models.promote(first);
        assertThat(models.live()).contains(first);
        assertThat(models.versions()).containsExactly(first, second);
        models.promote(second);
        assertThat(models.live()).contains(second);
    }

    @Test
    void whatIsPublishedIsLiveWhateverWasPromoted() throws IOException {
        models.promote(first);
        Path third = models.publish(Files.createDirectory(folder.resolve("three")));
        assertThat(models.live()).contains(third);
    }

    @Test
    void theLatestSpeaksWhereThePromotedOneIsGone() throws IOException {
        models.promote(first);
        Files.delete(first.resolve(Seal.FILE));
        Files.delete(first);
        assertThat(models.live()).contains(second);
    }

    @Test
    void aPromotionThatCannotBeWrittenIsTold() throws IOException {
        Files.createDirectories(folder.resolve("friends/registry.json.part/occupied"));
        assertThatThrownBy(() -> models.promote(first))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("cannot be written");
        assertThat(models.live()).contains(second);
    }

    @Test
    void keepsTheLastGoodOnesByNumber() throws IOException {
        for (int i = 3; i <= 7; i++) {
            publish(Instant.EPOCH);
        }
        assertThat(cleared(new Retention(3, 30), Instant.EPOCH, Set.of()))
                .containsExactly("0001", "0002", "0003", "0004");
        assertThat(names()).containsExactly("0005", "0006", "0007");
    }

    @Test
    void keepsTheLiveOneAndTheOneBeforeHoweverOldTheyAre() throws IOException {
        Path third = publish(Instant.EPOCH);
        publish(Instant.EPOCH);
        Instant later = Instant.EPOCH.plus(Duration.ofDays(31));
        publish(later);
        models.backTo(third);
        assertThat(cleared(Retention.DEFAULT, later, Set.of())).containsExactly("0004");
        assertThat(names()).containsExactly("0001", "0002", "0003", "0005");
    }

    @Test
    void whatIsNeededStaysAndWhatIsStaleGoes() throws IOException {
        for (int i = 3; i <= 6; i++) {
            publish(Instant.EPOCH);
        }
        models.markStale(Set.of("0001", "0004", "0006", "0099"));
        assertThat(cleared(new Retention(2, 30), Instant.EPOCH, Set.of(second)))
                .containsExactly("0001", "0003", "0004");
        assertThat(names()).containsExactly("0002", "0005", "0006");
        assertThat(models.live().orElseThrow()).hasFileName("0006");
        assertThat(models.find("0006").standing()).isEqualTo("live, stale");
    }

    @Test
    void ofCandidatesAndRejectedOnesTheLastStaysUntilItIsOld() throws IOException {
        for (int i = 3; i <= 6; i++) {
            models.keep(checkpoint(Instant.EPOCH));
        }
        models.reject(models.find("0003").folder());
        models.reject(models.find("0004").folder());
        assertThat(cleared(Retention.DEFAULT, Instant.EPOCH, Set.of()))
                .containsExactly("0003", "0005");
        Instant later = Instant.EPOCH.plus(Duration.ofDays(31));
        assertThat(cleared(Retention.DEFAULT, later, Set.of())).containsExactly("0004", "0006");
    }

    @Test
    void aCastRemembersWhomRemovedAncestorsSaw() throws IOException {
        Path checkpoint = checkpoint(Instant.EPOCH);
        ModelCard.read(checkpoint)
                .from(
                        new ModelCard.Origin(
                                Optional.empty(),
                                Optional.empty(),
                                Instant.EPOCH,
                                new TreeSet<>(Set.of(SpeakerName.of("Carmen"))),
                                "1"))
                .writeTo(checkpoint);
        models.publish(checkpoint);
        assertThat(models.casts()).containsKey("0003");
        assertThat(models.casts().get("0003"))
                .containsExactlyInAnyOrder(SpeakerName.of("Alice"), SpeakerName.of("Carmen"));
    }

    private List<String> cleared(Retention retention, Instant now, Set<Path> needed) {
        return models.clear(retention, now, needed).stream().map(Version::name).toList();
    }

    private List<String> names() {
        return models.standings().stream().map(Version::name).toList();
    }

    private Path publish(Instant at) throws IOException {
        return models.publish(checkpoint(at));
    }

    private Path checkpoint(Instant at) throws IOException {
        Path checkpoint = Files.createDirectories(folder.resolve("new"));
        new ModelCard(
                        ModelCard.FORMAT_VERSION,
                        new Circle("friends"),
                        List.of(new Speaker(SpeakerName.of("Alice"), "Alice", 3)),
                        "test",
                        1,
                        "none",
                        Optional.empty(),
                        Map.of(),
                        at)
                .writeTo(checkpoint);
        return checkpoint;
    }

    @Test
    void withoutAnyNobodySpeaks() {
        assertThat(new Models(folder.resolve("nowhere")).live()).isEmpty();
    }
}
