package dev.understudy.stage;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Platform;
import dev.understudy.stage.door.Door;
import dev.understudy.stage.door.Line;
import dev.understudy.stage.door.Persona;
import dev.understudy.stage.door.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A platform that takes everything, or refuses everything.
final class FakeDoor implements Door {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final BlockingQueue<Said> said = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> toldOperators = new LinkedBlockingQueue<>();
    private final Map<Channel, Semaphore> typed = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private volatile Optional<Refused.Reason> refuses = Optional.empty();

    /// A line as the platform got it.
    record Said(String id, Channel channel, Line line) {
        String text() {
            return line.text();
        }
    }

    void refuse(Optional<Refused.Reason> reason) {
        refuses = reason;
    }

    /// The next line that is said; fails after a while without one.
    Said next() {
        return taken(said).orElseThrow(() -> new AssertionError("nothing was said"));
    }

    /// The next notice.
    String notice() {
        return taken(told).orElseThrow(() -> new AssertionError("nothing was told"));
    }

    /// The next notice to operators.
    String noticeToOperators() {
        return taken(toldOperators).orElseThrow(() -> new AssertionError("nobody was told"));
    }

    private Semaphore typedIn(Channel channel) {
        return typed.computeIfAbsent(channel, _ -> new Semaphore(0));
    }

    /// Waits until typing in `channel` has been shown so many times more.
    void awaitTyping(Channel channel, int times) {
        try {
            if (!typedIn(channel).tryAcquire(times, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("nobody types");
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /// How often typing in `channel` has been shown since the last line, or since this was asked.
    int timesTyped(Channel channel) {
        return typedIn(channel).drainPermits();
    }

    /// Everything that was said and not yet looked at.
    List<String> rest() {
        List<Said> rest = new ArrayList<>();
        said.drainTo(rest);
        return rest.stream().map(Said::text).toList();
    }

    List<String> notices() {
        List<String> rest = new ArrayList<>();
        told.drainTo(rest);
        return rest;
    }

    private static <T> Optional<T> taken(BlockingQueue<T> queue) {
        try {
            return Optional.ofNullable(queue.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public Platform platform() {
        return Platform.DISCORD;
    }

    @Override
    public int limit(Persona who) {
        return 2000;
    }

    @Override
    public String say(Channel channel, Line line) {
        refuses.ifPresent(
                reason -> {
                    throw new Refused(reason, "refused", new IllegalStateException());
                });
        typedIn(channel).drainPermits();
        String id = "b" + ids.incrementAndGet();
        said.add(new Said(id, channel, line));
        return id;
    }

    @Override
    public void tell(Channel channel, String notice) {
        (channel.id().equals(Hall.NOTICES.id()) ? toldOperators : told).add(notice);
    }

    @Override
    public void type(Channel channel) {
        typedIn(channel).release();
    }

    /// So short that it is shown again at once.
    @Override
    public Duration typingLasts() {
        return Duration.ofMillis(5);
    }

    @Override
    public void close() {}
}
