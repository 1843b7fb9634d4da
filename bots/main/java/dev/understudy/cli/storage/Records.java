package dev.understudy.cli.storage;

import dev.understudy.archive.Archive;
import dev.understudy.configuration.Configuration;
import dev.understudy.configuration.ConfigurationFile;
import dev.understudy.settings.Home;
import java.nio.file.Files;
import java.util.Optional;
import java.util.function.Supplier;

/// Where everything that was said is kept: the one place that opens the archive for commands.
/// Methods throw UserError where the archive or the data folder is out of reach.
///
/// @param settings reads what `understudy.yml` says at the moment
public record Records(Home home, Supplier<Configuration> settings) {

    /// As the settings in the data folder have it.
    public static Records in(Home home) {
        ConfigurationFile file =
                new ConfigurationFile(home.folder().resolve(ConfigurationFile.NAME));
        return new Records(home, file::readIfThere);
    }

    /// Whether there is an archive yet; [#open] makes one.
    public boolean exists() {
        return Files.exists(home.archive().resolveSibling(home.archive().getFileName() + ".mv.db"));
    }

    /// Opens the archive. Throws UserError when another process has it that does not share it.
    public Held open() {
        return opened(home.lock());
    }

    /// The same, but empty when another process has it that does not share it.
    public Optional<Held> tryOpen() {
        return home.tryLock().map(this::opened);
    }

    /// Opens the archive and keeps every other process out of the data folder, too, as bots do.
    /// Throws UserError when one is in it.
    public Held openAlone() {
        return open();
    }

    private Held opened(Home.Lock lock) {
        try {
            return new Held(Archive.open(home.archive()), lock);
        } catch (RuntimeException refused) {
            lock.close();
            throw refused;
        }
    }

    /// An open archive, and what keeps others out meanwhile.
    public static final class Held implements AutoCloseable {
        private final Archive archive;
        private final Home.Lock lock;

        private Held(Archive archive, Home.Lock lock) {
            this.archive = archive;
            this.lock = lock;
        }

        /// The archive.
        public Archive archive() {
            return archive;
        }

        @Override
        public void close() {
            try (lock) {
                archive.close();
            }
        }
    }
}
