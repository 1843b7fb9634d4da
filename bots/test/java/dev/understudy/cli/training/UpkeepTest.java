package dev.understudy.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.archive.Archive;
import dev.understudy.archive.live.Consent;
import dev.understudy.archive.live.Consents;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Platform;
import dev.understudy.chat.SpeakerName;
import dev.understudy.clone.ModelCard;
import dev.understudy.clone.Models;
import dev.understudy.clone.Speaker;
import dev.understudy.clone.version.Version;
import dev.understudy.settings.Home;
import dev.understudy.stage.leak.LeakGuard;
import dev.understudy.stage.leak.Traces;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpkeepTest {
    private static final Circle FRIENDS = new Circle("friends");

    @TempDir private Path folder;
    private Home home;
    private Upkeep upkeep;
    private Models models;

    @BeforeEach
    void publishTwo() throws IOException {
        home = new Home(folder.resolve("home"));
        upkeep = new Upkeep(home, FRIENDS);
        models = upkeep.models();
        publish("Alice");
        publish("Bob");
    }

    private void publish(String name) throws IOException {
        Path checkpoint = Files.createDirectories(folder.resolve("new"));
        new ModelCard(
                        ModelCard.FORMAT_VERSION,
                        FRIENDS,
                        List.of(new Speaker(SpeakerName.of(name), name, 1)),
                        "test",
                        1,
                        "0",
                        Optional.empty(),
                        Map.of(),
                        Instant.EPOCH)
                .writeTo(checkpoint);
        models.publish(checkpoint);
    }

    /// As where the process dies between the archive and the models.
    private void forgetAliceInTheArchiveAlone() {
        Handle alice = new Handle(Platform.TELEGRAM, "user1");
        try (Archive archive = Archive.open(home.archive())) {
            Consents consents = archive.live(FRIENDS).consents();
            consents.set(alice, "Alice", Consent.UNKNOWN);
            consents.forget(
                    alice,
                    Instant.EPOCH,
                    new Traces(new LeakGuard(SaltFile.in(home)), Set.of(), models::casts));
        }
    }

    private String cleared() {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        upkeep.clear(Instant.EPOCH, new PrintStream(told, true, StandardCharsets.UTF_8));
        return told.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whatTheArchiveKnowsOfForgottenPeopleIsTakenUpLater() {
        forgetAliceInTheArchiveAlone();
        assertThat(models.find("0001").stale()).isFalse();
        assertThat(cleared()).contains("keep is 5, keep-days 30): 0001.");
        assertThat(models.standings()).extracting(Version::name).containsExactly("0002");
    }

    @Test
    void whileBotsHoldTheArchiveNothingIsLookedUp() {
        forgetAliceInTheArchiveAlone();
        try (Home.Lock _ = home.lock()) {
            assertThat(cleared()).isEmpty();
        }
        assertThat(models.standings()).hasSize(2);
    }

    @Test
    void nothingIsToldWhereNothingGoes() {
        assertThat(cleared()).isEmpty();
    }
}
