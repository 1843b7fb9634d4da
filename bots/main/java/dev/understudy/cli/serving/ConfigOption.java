package dev.understudy.cli.serving;

import dev.understudy.configuration.ConfigurationFile;
import dev.understudy.settings.Home;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which settings the bots have, for every command that asks.
public final class ConfigOption {
    @Option(
            names = "--config",
            paramLabel = "<file>",
            description = "Use this file of settings. Default: understudy.yml in the data folder")
    private @Nullable Path file;

    /// The file that was named, else the one in `home`.
    public ConfigurationFile file(Home home) {
        return new ConfigurationFile(
                file == null ? home.folder().resolve(ConfigurationFile.NAME) : file);
    }
}
