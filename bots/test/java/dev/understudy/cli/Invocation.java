package dev.understudy.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/// One command line, run in this process.
record Invocation(int exitCode, String out, String err) {
    static Invocation of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Streams streams = new Streams(new PrintWriter(out), new PrintWriter(err), false);
        int exitCode = Understudy.run(streams, arguments);
        return new Invocation(exitCode, out.toString(), err.toString());
    }
}
