package dev.understudy.cli.storage;

import dev.understudy.configuration.Configuration;
import dev.understudy.configuration.ConfigurationFile;
import dev.understudy.settings.Home;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which settings hold, for every command that asks.
public final class ConfigOption {
    @Option(
            names = "--config",
            paramLabel = "<file>",
            order = 90,
            description = "Use this file of settings. Default: understudy.yml in the data folder")
    private @Nullable Path file;

    /// Reads what holds: what the file that was named says, else the one in `home` where there is
    /// one. Throws UserError as [ConfigurationFile#read].
    public Supplier<Configuration> settings(Home home) {
        return file == null ? file(home)::readIfThere : file(home)::read;
    }

    /// The file that was named, else the one in `home`.
    public ConfigurationFile file(Home home) {
        return new ConfigurationFile(
                file == null ? home.folder().resolve(ConfigurationFile.NAME) : file);
    }
}
