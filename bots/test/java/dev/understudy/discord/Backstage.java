package dev.understudy.discord;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Platform;
import dev.understudy.chat.SpeakerName;
import dev.understudy.clone.Speaker;
import dev.understudy.stage.door.Line;
import dev.understudy.stage.door.Persona;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// What the tests of the door have in common: a fake Discord, a stage that listens, channels,
/// lines.
final class Backstage implements AutoCloseable {
    static final Channel GENERAL = channel(FakeDiscord.GENERAL, "general");
    static final Channel THREAD = channel(FakeDiscord.THREAD, "plans");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    final FakeDiscord discord = new FakeDiscord();
    final RecordingEar ear = new RecordingEar();
    private Optional<DiscordDoor> door = Optional.empty();

    DiscordDoor open() {
        DiscordDoor opened = DiscordDoor.open(discord.account(), ear);
        door = Optional.of(opened);
        return opened;
    }

    static Channel channel(String id, String title) {
        return new Channel(Platform.DISCORD, id, title);
    }

    static Persona persona(String name) {
        return new Persona(
                new Speaker(SpeakerName.of("Alice"), "Alice", 7),
                name,
                Optional.of(URI.create("https://example.org/alice.png")));
    }

    static Line line(String text) {
        return new Line(persona("Alice (clone)"), text, Optional.empty());
    }

    static Line reply(String text, String to) {
        return new Line(persona("Alice (clone)"), text, Optional.of(to));
    }

    /// Waits until `condition` holds.
    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        CountDownLatch never = new CountDownLatch(1);
        try {
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() > deadline || never.await(5, TimeUnit.MILLISECONDS)) {
                    throw new AssertionError("waited for " + PATIENCE + " in vain");
                }
            }
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    @Override
    public void close() {
        door.ifPresent(DiscordDoor::close);
        discord.close();
    }
}
