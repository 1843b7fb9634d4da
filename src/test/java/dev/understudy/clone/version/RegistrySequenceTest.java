package dev.understudy.clone.version;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Assertions;

/// Random sequences of changes, held against a list of who spoke after whom.
class RegistrySequenceTest {
    enum Act {
        KEEP,
        PUBLISH,
        PROMOTE,
        ROLL_BACK,
        REJECT,
        FORGET,
        REMOVE
    }

    private final List<String> spoke = new ArrayList<>();
    private final Set<String> rejected = new HashSet<>();
    private final Set<String> stale = new HashSet<>();
    private final Set<String> given = new HashSet<>();

    @Property(tries = 150)
    void exactlyOneIsLiveOncePromotedAndPreviousIsWhoSpokeBefore(
            @ForAll @Size(min = 1, max = 25) List<Act> acts,
            @ForAll @Size(25) List<@IntRange(max = 50) Integer> picks)
            throws IOException {
        Path home = Files.createTempDirectory("registry");
        try {
            Path folder = Files.createDirectory(home.resolve("friends"));
            spoke.clear();
            rejected.clear();
            stale.clear();
            given.clear();
            for (int i = 0; i < acts.size(); i++) {
                act(home, new Registry(folder), acts.get(i), picks.get(i));
                check(new Registry(folder));
            }
        } finally {
            delete(home);
        }
    }

    private static void delete(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(file);
            }
        }
    }

    private void act(Path home, Registry registry, Act act, int pick) throws IOException {
        if (act == Act.KEEP || act == Act.PUBLISH) {
            Path checkpoint = Files.createTempDirectory(home, "checkpoint");
            boolean speaks = act == Act.PUBLISH;
            Path version = speaks ? registry.publish(checkpoint) : registry.keep(checkpoint);
            assertThat(given.add("" + version.getFileName())).as("a new number").isTrue();
            if (speaks) {
                spoke.add("" + version.getFileName());
            }
            return;
        }
        List<Path> there = registry.folders();
        if (there.isEmpty()) {
            return;
        }
        Path version = there.get(pick % there.size());
        String name = "" + version.getFileName();
        switch (act) {
            case PROMOTE -> promote(registry, version, name);
            case ROLL_BACK -> rollBack(registry);
            case REJECT -> reject(registry, version, name);
            case FORGET -> {
                registry.markStale(Set.of(name));
                stale.add(name);
            }
            case REMOVE -> remove(registry, version, name);
            case KEEP, PUBLISH -> Assertions.fail("done above");
        }
    }

    private void promote(Registry registry, Path version, String name) {
        if (refused(() -> registry.promote(version))) {
            assertThat(rejected.contains(name) || stale.contains(name)).isTrue();
        } else {
            assertThat(rejected).doesNotContain(name);
            assertThat(stale).doesNotContain(name);
            spoke.remove(name);
            spoke.add(name);
        }
    }

    private void rollBack(Registry registry) {
        registry.previous()
                .ifPresent(
                        before -> {
                            registry.backTo(before);
                            int at = spoke.indexOf("" + before.getFileName());
                            spoke.subList(at + 1, spoke.size()).clear();
                        });
    }

    private void reject(Registry registry, Path version, String name) {
        if (refused(() -> registry.reject(version))) {
            assertThat(spoke.getLast()).isEqualTo(name);
        } else {
            rejected.add(name);
            spoke.remove(name);
        }
    }

    private void remove(Registry registry, Path version, String name) {
        if (refused(() -> registry.remove(version))) {
            assertThat(spoke.getLast()).isEqualTo(name);
        } else {
            assertThat(version).doesNotExist();
            spoke.remove(name);
        }
    }

    private static boolean refused(Runnable change) {
        try {
            change.run();
            return false;
        } catch (UserError refusal) {
            return true;
        }
    }

    private void check(Registry registry) {
        Optional<Path> live = registry.live();
        assertThat(live.map(one -> "" + one.getFileName()).stream().toList())
                .isEqualTo(spoke.isEmpty() ? List.of() : List.of(spoke.getLast()));
        assertThat(registry.versions().stream().filter(one -> one.state() == State.LIVE))
                .hasSize(spoke.isEmpty() ? 0 : 1);
        List<String> before =
                spoke.stream().limit(Math.max(0, spoke.size() - 1)).filter(this::usable).toList();
        assertThat(registry.previous().map(one -> "" + one.getFileName()))
                .isEqualTo(before.isEmpty() ? Optional.empty() : Optional.of(before.getLast()));
        assertThat(
                        registry.versions().stream()
                                .filter(one -> one.state() != State.LIVE)
                                .filter(one -> one.state().maySpeak())
                                .map(Version::name)
                                .filter(name -> !usable(name)))
                .isEmpty();
    }

    private boolean usable(String name) {
        return !stale.contains(name) && !rejected.contains(name);
    }
}
