package dev.understudy.cli.corpus;

import dev.understudy.cli.console.Workplace;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `understudy corpus`: the text that models learn from, to be looked at.
@Command(
        name = "corpus",
        header = "Look at the text that models learn from.",
        description = {
            "",
            "Training builds its corpus itself, from the messages as they are that day. These"
                    + " commands show what it would be: what is kept, and what is left out and why."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {BuildCommand.class, ShowCommand.class, ExportCommand.class},
        footer = {"", "Example:", "  understudy corpus build --circle friends"})
public final class CorpusCommand implements Runnable {
    @ParentCommand private @Nullable Workplace understudy;
    @Spec private CommandSpec spec;

    /// Where the command works whose parent is `command`; picocli has set both by the time it runs.
    static Workplace of(@Nullable CorpusCommand command) {
        CorpusCommand parent = Objects.requireNonNull(command, "picocli sets the parent command");
        return Objects.requireNonNull(parent.understudy, "picocli sets the parent command");
    }

    /// Shows what it can do when no command was typed.
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
