package dev.understudy.cli.console;

import dev.understudy.settings.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The file `heartbeat` in the data folder, which running bots touch every few seconds: whoever
/// watches over them needs to look at its age alone. One thread.
public final class Heartbeat implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final Path file;
    private final InstantSource clock;
    private boolean told;

    public Heartbeat(Home home, InstantSource clock) {
        this.clock = clock;
        file = home.folder().resolve("heartbeat");
    }

    /// Touches the file. Bots whose disk is full or read-only go on without.
    public void beat() {
        try {
            Files.writeString(file, clock.instant() + "\n");
        } catch (IOException unwritable) {
            if (!told) {
                LOG.warn("{} cannot be written: the bots look dead to others.", file, unwritable);
            }
            told = true;
        }
    }

    /// Takes the file away: bots that left are not to be taken for dead ones.
    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException unwritable) {
            LOG.warn("{} cannot be removed.", file, unwritable);
        }
    }
}
