package dev.understudy.cli.serving;

import dev.understudy.cli.console.Workplace;
import dev.understudy.cli.storage.ConfigOption;
import dev.understudy.configuration.ConfigurationFile;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/// `understudy init`: the commented settings of the bots, to be edited.
@Command(
        name = "init",
        header = "Write the bots' settings, commented, into the data folder.",
        description = {
            "",
            "Every setting stands in the file with its default and what it is for. A file that is"
                    + " there already stays as it is."
        },
        footer = {"", "Example:", "  understudy init"})
public final class InitCommand implements Runnable {
    @ParentCommand private @Nullable Workplace understudy;

    @Mixin private ConfigOption config = new ConfigOption();

    @Override
    public void run() {
        Workplace workplace = Objects.requireNonNull(understudy, "picocli sets the parent command");
        ConfigurationFile file = config.file(workplace.home());
        if (file.writeCommented()) {
            workplace.streams().out().println("Wrote " + file.path() + ".");
            workplace.streams().out().println("Edit it, then check: understudy doctor");
        } else {
            workplace
                    .streams()
                    .out()
                    .println(file.path() + " is there already and stays as it is.");
        }
    }
}
