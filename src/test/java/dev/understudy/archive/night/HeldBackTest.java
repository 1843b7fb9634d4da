package dev.understudy.archive.night;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.archive.Archive;
import dev.understudy.archive.Storing;
import dev.understudy.archive.night.HeldBack.Stretch;
import dev.understudy.chat.Channel;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Platform;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldBackTest {
    private static final Circle FRIENDS = new Circle("friends");
    private static final Instant NOON = Instant.parse("2026-05-10T12:00:00Z");

    @TempDir private Path folder;
    private Archive archive;

    @BeforeEach
    void open() {
        archive = Archive.open(folder.resolve("archive"));
        try (Storing storing = archive.store(FRIENDS)) {
            for (int hour = 0; hour < 4; hour++) {
                storing.add(at(hour));
            }
        }
    }

    @AfterEach
    void close() {
        archive.close();
    }

    private static Message at(int hour) {
        return new Message(
                new Channel(Platform.TELEGRAM, "1", ""),
                "" + hour,
                new Handle(Platform.TELEGRAM, "user1"),
                "Alice",
                NOON.plusSeconds(3600L * hour),
                hour,
                Message.Kind.SPEECH,
                "the kettle is on",
                Optional.empty(),
                Optional.empty());
    }

    private List<String> notHeld() {
        List<String> ids = new ArrayList<>();
        Predicate<Message> held = archive.heldBack(FRIENDS).filter();
        archive.forEachMessage(
                FRIENDS,
                message -> {
                    if (!held.test(message)) {
                        ids.add(message.id());
                    }
                });
        return ids;
    }

    @Test
    void whatWasSaidInAStretchIsHeldBackUntilItIsReleased() {
        HeldBack held = archive.heldBack(FRIENDS);
        assertThat(notHeld()).containsExactly("0", "1", "2", "3");
        held.add(new Stretch(NOON, NOON.plusSeconds(7200), "spam"), NOON);
        assertThat(notHeld()).containsExactly("0", "3");
        archive.close();
        archive = Archive.open(folder.resolve("archive"));
        assertThat(notHeld()).containsExactly("0", "3");
        archive.heldBack(FRIENDS).release();
        assertThat(notHeld()).containsExactly("0", "1", "2", "3");
    }

    @Test
    void aStretchIsNotedOnce() {
        HeldBack held = archive.heldBack(FRIENDS);
        Stretch stretch = new Stretch(NOON, NOON.plusSeconds(7200), "spam");
        held.add(stretch, NOON);
        held.add(stretch, NOON.plusSeconds(9));
        held.add(new Stretch(NOON, NOON.plusSeconds(3600), "within"), NOON);
        assertThat(held.stretches()).containsExactly(stretch);
    }

    @Test
    void otherCirclesAreLeftAlone() {
        Circle strangers = new Circle("strangers");
        archive.heldBack(strangers).add(new Stretch(NOON, NOON.plusSeconds(1), "spam"), NOON);
        assertThat(archive.heldBack(strangers).stretches()).isEmpty();
        archive.heldBack(FRIENDS).add(new Stretch(NOON, NOON.plusSeconds(1), "spam"), NOON);
        assertThat(archive.heldBack(strangers).stretches()).isEmpty();
        assertThat(archive.heldBack(FRIENDS).stretches()).hasSize(1);
    }
}
