package dev.understudy.cli.console;

import java.util.List;
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
            arity = "0..*",
            paramLabel = "COMMAND",
            description = "The command to explain, as in people merge. Default: all of them.")
    private List<String> names = List.of();

    @Override
    public void run() {
        CommandLine meant = spec.root().commandLine();
        for (String name : names) {
            CommandLine below = meant.getSubcommands().get(name);
            if (below == null) {
                throw new UnmatchedArgumentException(meant, List.of(name));
            }
            meant = below;
        }
        meant.usage(spec.commandLine().getOut());
    }
}
