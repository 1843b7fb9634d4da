package dev.understudy.cli.console;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Prints what makes a shell complete commands and options.
@Command(
        name = "completion",
        header = "Print a script that lets bash and zsh complete commands and options.",
        footer = {"", "Example:", "  source <(understudy completion)"})
public final class CompletionCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine()
                .getOut()
                .print(AutoComplete.bash("understudy", spec.root().commandLine()));
    }
}
