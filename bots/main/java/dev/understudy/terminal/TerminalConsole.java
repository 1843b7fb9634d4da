package dev.understudy.terminal;

import dev.understudy.clone.Catalogue;
import dev.understudy.clone.Speaker;
import dev.understudy.settings.UserError;
import dev.understudy.stage.talk.Shown;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/// A terminal with line editing. One thread, except that Ctrl-C may come on any.
final class TerminalConsole implements Console {
    private static final String PROMPT = "> ";

    /// Those that can be read on black and on white.
    private static final int[] COLOURS = {
        AttributedStyle.CYAN,
        AttributedStyle.MAGENTA,
        AttributedStyle.GREEN,
        AttributedStyle.BLUE,
        AttributedStyle.YELLOW
    };

    private final Terminal terminal;
    private final LineReader reader;
    private volatile boolean interrupted;
    private boolean inLine;

    /// Takes over `terminal` and closes it in the end.
    TerminalConsole(Terminal terminal, Path history, Catalogue catalogue) {
        this.terminal = terminal;
        makeFolder(history);
        reader =
                LineReaderBuilder.builder()
                        .terminal(terminal)
                        .parser(wordsOnly())
                        .completer(new CommandCompleter(catalogue))
                        .variable(LineReader.HISTORY_FILE, history)
                        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                        .option(LineReader.Option.CASE_INSENSITIVE, true)
                        .build();
        terminal.handle(Terminal.Signal.INT, _ -> interrupted = true);
    }

    static TerminalConsole ofSystem(Path history, Catalogue catalogue) {
        try {
            Terminal terminal =
                    TerminalBuilder.builder().system(true).dumb(true).nativeSignals(true).build();
            return new TerminalConsole(terminal, history, catalogue);
        } catch (IOException | IllegalStateException unusable) {
            throw new UserError(
                    "This terminal cannot be used: " + unusable.getMessage(),
                    "Pipe lines of text into the command instead.",
                    unusable);
        }
    }

    /// An apostrophe opens no quote and a backslash escapes nothing: people type prose here.
    private static DefaultParser wordsOnly() {
        return new DefaultParser().quoteChars(new char[0]).escapeChars(new char[0]);
    }

    private static void makeFolder(Path history) {
        try {
            Files.createDirectories(history.toAbsolutePath().getParent());
        } catch (IOException unwritable) {
            throw new UserError(
                    history + " cannot be written: " + unwritable.getMessage(),
                    "Make its folder writable, or choose another home folder with --home.",
                    unwritable);
        }
    }

    @Override
    public Optional<String> readLine() {
        while (true) {
            try {
                String line = reader.readLine(PROMPT);
                interrupted = false;
                return Optional.of(line);
            } catch (UserInterruptException cancelled) {
                interrupted = false; // The line is gone; here is an empty one.
            } catch (EndOfFileException _) {
                return Optional.empty();
            }
        }
    }

    @Override
    public void hear(Speaker speaker, String more) {
        if (!inLine) {
            print(name(speaker));
            inLine = true;
        }
        print(new AttributedString(indented(speaker, more)));
        terminal.flush();
    }

    @Override
    public void show(Shown shown) {
        switch (shown) {
            case Shown.Line(Speaker speaker, String text) -> {
                if (!inLine) {
                    print(name(speaker));
                    print(new AttributedString(indented(speaker, text)));
                }
                inLine = false;
                terminal.writer().println();
            }
            case Shown.Notice(String text) ->
                    text.lines().forEach(line -> printLine(line, AttributedStyle.DEFAULT.faint()));
            case Shown.Trouble(String problem, String remedy) -> {
                endLine();
                printLine(problem, AttributedStyle.DEFAULT.foreground(AttributedStyle.RED));
                printLine(remedy, AttributedStyle.DEFAULT);
            }
        }
        terminal.flush();
    }

    /// A reply that failed half way leaves the cursor in its line.
    private void endLine() {
        if (inLine) {
            terminal.writer().println();
            inLine = false;
        }
    }

    private static AttributedString name(Speaker speaker) {
        int colour = COLOURS[Math.floorMod(speaker.name().hashCode(), COLOURS.length)];
        return new AttributedString(
                speaker + ": ", AttributedStyle.DEFAULT.bold().foreground(colour));
    }

    private static String indented(Speaker speaker, String text) {
        return text.replace("\n", "\n" + " ".repeat(name(speaker).columnLength()));
    }

    private void printLine(String text, AttributedStyle style) {
        print(new AttributedString(text, style));
        terminal.writer().println();
    }

    private void print(AttributedString text) {
        terminal.writer().print(text.toAnsi(terminal));
    }

    @Override
    public boolean enough() {
        return interrupted;
    }

    @Override
    public void close() {
        try {
            terminal.close();
        } catch (IOException unreleased) {
            throw new UncheckedIOException(unreleased);
        }
    }
}
