package dev.understudy.cli.console;

import java.io.Console;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Optional;

/// What a command reads and writes: results go to `out`, everything else to `err`.
///
/// @param interactive whether a person sits at both ends of `in` and `out`
/// @param bars whether `err` is a terminal, on which a line can be drawn over
public record Streams(
        InputStream in, PrintStream out, PrintStream err, boolean interactive, boolean bars) {

    /// Those of this process. The launcher says whether `err` is a terminal; without it, `err` is
    /// taken for one when the rest is.
    public static Streams ofProcess() {
        boolean interactive =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        String said = System.getProperty("understudy.progress", "");
        boolean bars = said.equals("bar") || (said.isEmpty() && interactive);
        return new Streams(System.in, System.out, System.err, interactive, bars);
    }
}
