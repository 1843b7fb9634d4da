package dev.understudy.stage;

import dev.understudy.chat.Channel;
import dev.understudy.stage.door.Door;
import dev.understudy.stage.manner.Rest;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Somebody who is seen typing in one channel, until it is closed. Thread-safe.
final class Typing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Typing.class);

    private final Door door;
    private final Channel channel;
    private final BooleanSupplier stopped;
    private final Rest pauses = new Rest();
    private final ReentrantLock showing = new ReentrantLock();
    private boolean closed;

    private Typing(Door door, Channel channel, BooleanSupplier stopped) {
        this.door = door;
        this.channel = channel;
        this.stopped = stopped;
    }

    /// Typing from now on: shown on a thread of its own, for neither the model nor a pause waits
    /// for a platform.
    ///
    /// @param stopped whether it is to end before it is closed
    static Typing begin(Door door, Channel channel, BooleanSupplier stopped) {
        Typing typing = new Typing(door, channel, stopped);
        Thread.startVirtualThread(typing::keepOn);
        return typing;
    }

    /// Shows it anew while the last time can still be seen.
    private void keepOn() {
        try {
            while (isShown() && pauses.pause(door.typingLasts().multipliedBy(4).dividedBy(5))) {}
        } catch (RuntimeException failed) {
            LOG.debug("Not typing in {}", channel.id(), failed);
        }
    }

    private boolean isShown() {
        showing.lock();
        try {
            if (closed || stopped.getAsBoolean()) {
                return false;
            }
            door.type(channel);
            return true;
        } finally {
            showing.unlock();
        }
    }

    /// Shows nothing more: what follows, such as the line itself, is not followed by it.
    @Override
    public void close() {
        pauses.end();
        showing.lock();
        try {
            closed = true;
        } finally {
            showing.unlock();
        }
    }
}
