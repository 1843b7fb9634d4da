package dev.understudy.cli.console;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/// Shows the help page of another command.
@Command(
        name = "help",
        header = "Explain a command, or list all of them.",
        footer = {"", "Example:", "  understudy help completion"})
public final class HelpCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "COMMAND",
            description = "The command to explain. Default: all of them.")
    private @Nullable String name;

    @Override
    public void run() {
        CommandLine all = spec.root().commandLine();
        if (name == null) {
            all.usage(spec.commandLine().getOut());
        } else if (all.getSubcommands().containsKey(name)) {
            all.getSubcommands().get(name).usage(spec.commandLine().getOut());
        } else {
            throw new UnmatchedArgumentException(all, List.of(name));
        }
    }
}
