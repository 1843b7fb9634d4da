package dev.understudy.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chat.Circle;
import dev.understudy.chat.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/// However often parts of a history were stored before, storing all of it ends in the same state.
class RepeatedImportTest {
    private static final AtomicInteger TRIES = new AtomicInteger();
    private static final Archive ARCHIVE = Archive.open(newFolder().resolve("archive"));

    private final Circle once = new Circle("once-" + TRIES.get());
    private final Circle often = new Circle("often-" + TRIES.getAndIncrement());

    private static Path newFolder() {
        try {
            Path folder = Files.createTempDirectory("repeated");
            folder.toFile().deleteOnExit();
            folder.resolve("archive.mv.db").toFile().deleteOnExit();
            return folder;
        } catch (IOException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }

    @AfterContainer
    static void close() {
        ARCHIVE.close();
    }

    @Property(tries = 60, seed = "2026")
    void partsStoredBeforeChangeNothing(
            @ForAll("histories") List<Message> history,
            @ForAll("shares") double share,
            @ForAll("shares") double laterShare) {
        Said.store(ARCHIVE, once, history);

        Said.store(ARCHIVE, often, history.subList(0, (int) (history.size() * share)));
        Said.store(ARCHIVE, often, history.subList(0, (int) (history.size() * laterShare)));
        Said.store(ARCHIVE, often, history);
        Said.store(ARCHIVE, often, history);

        assertThat(Said.all(ARCHIVE, often)).isEqualTo(Said.all(ARCHIVE, once));
        assertThat(ARCHIVE.people(often)).isEqualTo(ARCHIVE.people(once));
    }

    /// Messages in any order, ids and edits repeated, names shared and changed.
    @Provide
    Arbitrary<List<Message>> histories() {
        Arbitrary<Message> said =
                Combinators.combine(
                                Arbitraries.integers().between(1, 5),
                                Arbitraries.of("Ann", "ann", "Bob", "Deleted-user2", ""),
                                Arbitraries.integers().between(1, 20),
                                Arbitraries.of("lol", "", "a\nb", "\uD83D\uDE00"))
                        .as(Said::by);
        Arbitrary<Message> edited =
                Combinators.combine(said, Arbitraries.integers().between(1, 9))
                        .as(
                                (message, seconds) ->
                                        Said.edited(
                                                message,
                                                "edit " + seconds,
                                                Said.NOON.plusSeconds(seconds)));
        return Arbitraries.oneOf(said, edited).list().ofMaxSize(40);
    }

    @Provide
    Arbitrary<Double> shares() {
        return Arbitraries.doubles().between(0, 1);
    }
}
