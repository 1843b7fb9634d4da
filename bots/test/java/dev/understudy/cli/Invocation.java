package dev.understudy.cli;

import dev.understudy.cli.console.Captured;

/// One command line, run in this process.
public record Invocation(int exitCode, String out, String err) {
    public static Invocation of(String... arguments) {
        return withInput("", arguments);
    }

    /// The same with `input` piped into it.
    public static Invocation withInput(String input, String... arguments) {
        Captured captured = new Captured(input, false);
        int exitCode = Understudy.run(captured.streams(), arguments);
        return new Invocation(exitCode, captured.out(), captured.err());
    }
}
