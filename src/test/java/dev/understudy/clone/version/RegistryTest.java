package dev.understudy.clone.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTest {
    @TempDir private Path home;
    private Path folder;
    private Registry registry;

    @BeforeEach
    void empty() {
        folder = home.resolve("friends");
        registry = new Registry(folder);
    }

    private Path checkpoint() throws IOException {
        Path checkpoint = Files.createTempDirectory(home, "checkpoint");
        Files.writeString(checkpoint.resolve("model.safetensors"), "weights");
        return checkpoint;
    }

    private String standings() {
        List<String> told = new ArrayList<>();
        registry.versions().forEach(one -> told.add(one.name() + " " + one.standing()));
        return String.join("; ", told);
    }

    private Path version(String name) {
        return folder.resolve(name);
    }

    /// A version as folders from before the registry have it.
    private void bare(String name) throws IOException {
        Files.createDirectories(version(name));
    }

    @Test
    void aCandidateIsSilentUntilItIsPromoted() throws IOException {
        Path first = registry.keep(checkpoint());
        assertThat(registry.live()).isEmpty();
        assertThat(standings()).isEqualTo("0001 candidate");
        registry.promote(first);
        registry.keep(checkpoint());
        assertThat(standings()).isEqualTo("0001 live; 0002 candidate");
        registry.promote(version("0002"));
        assertThat(standings()).isEqualTo("0001 previous; 0002 live");
    }

    @Test
    void goingBackForgetsThatTheLaterOnesSpoke() throws IOException {
        for (int i = 0; i < 4; i++) {
            registry.publish(checkpoint());
        }
        registry.backTo(registry.previous().orElseThrow());
        assertThat(standings()).isEqualTo("0001 retired; 0002 previous; 0003 live; 0004 retired");
        registry.backTo(version("0001"));
        assertThat(standings()).isEqualTo("0001 live; 0002 retired; 0003 retired; 0004 retired");
        assertThat(registry.previous()).isEmpty();
        registry.promote(version("0004"));
        assertThat(standings()).isEqualTo("0001 previous; 0002 retired; 0003 retired; 0004 live");
    }

    @Test
    void whatWasRejectedOrIsStaleNeverSpeaks() throws IOException {
        for (int i = 0; i < 3; i++) {
            registry.publish(checkpoint());
        }
        Path rejected = registry.keep(checkpoint());
        registry.reject(rejected);
        registry.markStale(Set.of("0002", "0077"));
        assertThat(standings()).isEqualTo("0001 previous; 0002 stale; 0003 live; 0004 rejected");
        for (Path never : List.of(rejected, version("0002"))) {
            assertThatThrownBy(() -> registry.promote(never)).isInstanceOf(UserError.class);
            assertThatThrownBy(() -> registry.backTo(never)).isInstanceOf(UserError.class);
        }
        registry.backTo(registry.previous().orElseThrow());
        assertThat(standings()).isEqualTo("0001 live; 0002 stale; 0003 retired; 0004 rejected");
    }

    @Test
    void theLiveOneIsNeitherRejectedNorRemoved() throws IOException {
        Path live = registry.publish(checkpoint());
        assertThatThrownBy(() -> registry.reject(live)).hasMessageContaining("is live");
        assertThatThrownBy(() -> registry.remove(live)).hasMessageContaining("is live");
        assertThatThrownBy(() -> registry.promote(version("0009")))
                .hasMessageContaining("no version \"0009\"");
        assertThat(standings()).isEqualTo("0001 live");
    }

    @Test
    void noNumberIsGivenTwice() throws IOException {
        registry.publish(checkpoint());
        Path second = registry.keep(checkpoint());
        registry.reject(second);
        registry.remove(second);
        assertThat(second).doesNotExist();
        assertThat(registry.keep(checkpoint())).hasFileName("0003");
        assertThat(standings()).isEqualTo("0001 live; 0003 candidate");
    }

    @Test
    void foldersFromBeforeGoOnAsTheyWere() throws IOException {
        bare("0001");
        bare("0002");
        bare("0003");
        assertThat(standings()).isEqualTo("0001 retired; 0002 previous; 0003 live");
        Files.writeString(folder.resolve("live"), "0002\n");
        assertThat(standings()).isEqualTo("0001 previous; 0002 live; 0003 retired");
        registry.keep(checkpoint());
        assertThat(folder.resolve("live")).doesNotExist();
        assertThat(standings()).isEqualTo("0001 previous; 0002 live; 0003 retired; 0004 candidate");
        Files.writeString(folder.resolve("live"), "0004\n");
        assertThat(registry.live()).contains(version("0002"));
    }

    @Test
    void countsBeyondFourDigits() throws IOException {
        bare("9999");
        assertThat(registry.publish(checkpoint())).hasFileName("10000");
        assertThat(standings()).isEqualTo("9999 previous; 10000 live");
    }

    @Test
    void aFolderThatSomebodyPutsThereIsACandidate() throws IOException {
        registry.publish(checkpoint());
        bare("0005");
        assertThat(standings()).isEqualTo("0001 live; 0005 candidate");
        assertThat(registry.publish(checkpoint())).hasFileName("0006");
    }

    @Test
    void whereTheLiveOneIsDeletedByHandTheLastBeforeSpeaksThatIsNotStale() throws IOException {
        for (int i = 0; i < 3; i++) {
            registry.publish(checkpoint());
        }
        registry.markStale(Set.of("0002"));
        Files.delete(version("0003").resolve("model.safetensors"));
        Files.delete(version("0003").resolve(Seal.FILE));
        Files.delete(version("0003"));
        assertThat(standings()).isEqualTo("0001 live; 0002 stale");
        registry.keep(checkpoint());
        assertThat(standings()).isEqualTo("0001 live; 0002 stale; 0004 candidate");
    }

    @Test
    void killedBeforeTheFolderComesNothingHasChanged() throws IOException {
        registry.publish(checkpoint());
        registry.markStale(Set.of("0001"));
        Path second = registry.publish(checkpoint());
        // The folder was not renamed yet.
        Files.move(second, home.resolve("checkpoint-of-0002"), StandardCopyOption.ATOMIC_MOVE);
        assertThat(standings()).isEqualTo("0001 live, stale");
        Path third = registry.publish(home.resolve("checkpoint-of-0002"));
        assertThat(third).hasFileName("0003");
        assertThat(standings()).isEqualTo("0001 stale; 0003 live");
    }

    @Test
    void killedInTheMiddleOfWritingTheOldFileHolds() throws IOException {
        registry.publish(checkpoint());
        Path second = registry.keep(checkpoint());
        Files.writeString(folder.resolve("registry.json.part"), "{\"format\": 1, \"promo");
        assertThat(standings()).isEqualTo("0001 live; 0002 candidate");
        registry.promote(second);
        assertThat(standings()).isEqualTo("0001 previous; 0002 live");
        assertThat(folder.resolve("registry.json.part")).doesNotExist();
    }

    @Test
    void killedBeforeTheOldFileWentTheNewOneHolds() throws IOException {
        bare("0001");
        bare("0002");
        registry.backTo(version("0001"));
        Files.writeString(folder.resolve("live"), "0002\n");
        assertThat(standings()).isEqualTo("0001 live; 0002 retired");
    }

    @Test
    void killedInTheMiddleOfARemovalTheVersionIsGone() throws IOException {
        registry.publish(checkpoint());
        registry.publish(checkpoint());
        registry.publish(checkpoint());
        Files.move(version("0001"), folder.resolve("0001.removed"));
        assertThat(standings()).isEqualTo("0002 previous; 0003 live");
        registry.remove(version("0002"));
        assertThat(folder.resolve("0001.removed")).doesNotExist();
        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrder("0003", "registry.json", ".registry.lock");
    }

    @Test
    void anEditedVersionIsNeverPromotedAndTheLiveOneStays() throws IOException {
        registry.publish(checkpoint());
        Path second = registry.keep(checkpoint());
        Files.writeString(second.resolve("model.safetensors"), "WEIGHTS");
        for (Consumer<Path> making :
                List.<Consumer<Path>>of(
                        registry::promote, registry::backTo, registry::requireMaySpeak)) {
            assertThatThrownBy(() -> making.accept(second))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("0002/model.safetensors is not what it was");
        }
        assertThat(standings()).isEqualTo("0001 live; 0002 candidate");
    }

    @Test
    void aDamagedOrLaterFileIsToldAndNobodySpeaksByMistake() throws IOException {
        registry.publish(checkpoint());
        Path file = folder.resolve("registry.json");
        for (String damaged :
                List.of("", "null", "[]", "{\"promoted\": [null]}", "{\"stale\": 3}")) {
            Files.writeString(file, damaged);
            assertThatThrownBy(registry::live)
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("registry.json is damaged");
            assertThatThrownBy(() -> registry.keep(checkpoint())).isInstanceOf(UserError.class);
            assertThat(file).hasContent(damaged);
        }
        Files.writeString(file, "{\"format\": 2}");
        assertThatThrownBy(registry::live).hasMessageContaining("format is 2; accepted: 1");
        Files.writeString(file, "{\"promoted\": [\"0001\"]}");
        assertThat(standings()).isEqualTo("0001 live");
    }

    @Test
    void manyAtOnceLoseNothing() throws Exception {
        try (ExecutorService many = Executors.newFixedThreadPool(4)) {
            List<Future<Path>> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Path checkpoint = checkpoint();
                boolean speaks = i % 2 == 0;
                all.add(
                        many.submit(
                                () ->
                                        speaks
                                                ? new Registry(folder).publish(checkpoint)
                                                : new Registry(folder).keep(checkpoint)));
            }
            for (Future<Path> one : all) {
                assertThat(one.get()).isDirectory();
            }
        }
        assertThat(registry.versions()).hasSize(20);
        assertThat(registry.versions())
                .filteredOn(one -> one.state() == State.CANDIDATE)
                .hasSize(10);
        assertThat(registry.versions()).filteredOn(one -> one.state() == State.LIVE).hasSize(1);
    }
}
