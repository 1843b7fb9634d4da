package dev.understudy.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;

/// Where a command writes: results to `out`, everything else to `err`.
///
/// @param bars whether `err` is a terminal, on which a line can be drawn over
record Streams(PrintWriter out, PrintWriter err, boolean bars) {

    /// Those of this process. The launcher says whether `err` is a terminal; without it, `err` is
    /// taken for one when the rest is.
    static Streams ofProcess() {
        String said = System.getProperty("understudy.progress", "");
        boolean terminal =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        return new Streams(
                new PrintWriter(System.out, true, System.out.charset()),
                new PrintWriter(System.err, true, System.err.charset()),
                said.equals("bar") || (said.isEmpty() && terminal));
    }
}
