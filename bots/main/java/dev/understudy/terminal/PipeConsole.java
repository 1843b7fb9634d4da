package dev.understudy.terminal;

import dev.understudy.settings.UserError;
import dev.understudy.stage.talk.Shown;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.util.Optional;

/// Plain lines. One thread.
final class PipeConsole implements Console {
    /// As verses are quoted within one line.
    private static final String LINE_BREAK = " / ";

    private final BufferedReader in;
    private final PrintStream out;
    private final PrintStream err;

    PipeConsole(Reader in, PrintStream out, PrintStream err) {
        this.in = new BufferedReader(in);
        this.out = out;
        this.err = err;
    }

    @Override
    public Optional<String> readLine() {
        try {
            return enough() ? Optional.empty() : Optional.ofNullable(in.readLine());
        } catch (IOException unreadable) {
            throw new UserError(
                    "The input cannot be read: " + unreadable.getMessage(),
                    "Pipe lines of UTF-8 text into the command.",
                    unreadable);
        }
    }

    @Override
    public void show(Shown shown) {
        switch (shown) {
            case Shown.Line(var speaker, String text) ->
                    out.println(speaker + ": " + text.replace("\n", LINE_BREAK));
            case Shown.Notice(String text) -> out.println(text);
            case Shown.Trouble(String problem, String remedy) -> {
                err.println(problem);
                err.println(remedy);
                err.flush();
            }
        }
        out.flush();
    }

    /// Whether nobody reads any more, as after `| head -1`.
    @Override
    public boolean enough() {
        return out.checkError();
    }

    @Override
    public void close() {
        out.flush();
        err.flush();
    }
}
