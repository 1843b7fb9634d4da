package dev.understudy.cli.storage;

import dev.understudy.archive.Archive;
import dev.understudy.archive.connection.Server;
import dev.understudy.configuration.Configuration;
import dev.understudy.configuration.ConfigurationFile;
import dev.understudy.settings.Home;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Where everything that was said is kept: the one place that opens the archive for commands. A
/// file is one process's at a time; a database on a server is everybody's. Methods throw UserError
/// where the archive or the data folder is out of reach.
///
/// @param settings reads what `understudy.yml` says at the moment
/// @param environment variables by name
public record Records(
        Home home, Supplier<Configuration> settings, Map<String, String> environment) {

    public Records {
        environment = Map.copyOf(environment);
    }

    /// With the variables of this process.
    public Records(Home home, Supplier<Configuration> settings) {
        this(home, settings, System.getenv());
    }

    /// As the settings in the data folder have it.
    public static Records in(Home home) {
        ConfigurationFile file =
                new ConfigurationFile(home.folder().resolve(ConfigurationFile.NAME));
        return new Records(home, file::readIfThere);
    }

    /// The server that has the archive; empty when it is a file.
    public Optional<Server> server() {
        return settings.get().archive().server(environment);
    }

    /// Whether there is an archive yet; [#open] makes one. On a server there always may be.
    public boolean exists() {
        return settings.get().archive().url().isPresent()
                || Files.exists(
                        home.archive().resolveSibling(home.archive().getFileName() + ".mv.db"));
    }

    /// Opens the archive. Throws UserError when another process has it that does not share it.
    public Held open() {
        Optional<Server> server = server();
        return server.isPresent() ? opened(server.get()) : opened(home.lock());
    }

    /// The same, but empty when another process has it that does not share it.
    public Optional<Held> tryOpen() {
        Optional<Server> server = server();
        return server.isPresent()
                ? Optional.of(opened(server.get()))
                : home.tryLock().map(this::opened);
    }

    /// Opens the archive and keeps every other process out of the data folder, too, as bots do.
    /// Throws UserError when one is in it.
    public Held openAlone() {
        return opened(home.lock());
    }

    private static Held opened(Server server) {
        return new Held(Archive.open(server), Optional.empty());
    }

    /// Without the environment, which holds secrets.
    @Override
    public String toString() {
        return "the archive of " + home;
    }

    private Held opened(Home.Lock lock) {
        try {
            Archive archive =
                    server().map(Archive::open).orElseGet(() -> Archive.open(home.archive()));
            return new Held(archive, Optional.of(lock));
        } catch (RuntimeException refused) {
            lock.close();
            throw refused;
        }
    }

    /// An open archive, and what keeps others out meanwhile.
    public static final class Held implements AutoCloseable {
        private final Archive archive;
        private final Optional<Home.Lock> lock;

        private Held(Archive archive, Optional<Home.Lock> lock) {
            this.archive = archive;
            this.lock = lock;
        }

        /// The archive.
        public Archive archive() {
            return archive;
        }

        @Override
        public void close() {
            try {
                archive.close();
            } finally {
                lock.ifPresent(Home.Lock::close);
            }
        }
    }
}
