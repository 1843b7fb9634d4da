package dev.understudy.terminal;

import dev.understudy.clone.Catalogue;
import dev.understudy.stage.talk.Audience;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.file.Path;
import java.util.Optional;

/// Where one person types and reads.
public interface Console extends Audience, AutoCloseable {

    /// The terminal of this process: line editing, history, completion, colours. Ctrl-C cancels the
    /// line or the scene, Ctrl-D on an empty line ends.
    ///
    /// Throws UserError when there is no usable terminal.
    ///
    /// @param history file in which typed lines are kept; made if need be, with its folder
    static Console ofTerminal(Path history, Catalogue catalogue) {
        return TerminalConsole.ofSystem(history, catalogue);
    }

    /// Plain lines in and out, for pipes and files: no prompt, each reply on one line of its own,
    /// ends with `in` or when nobody reads `out` any more. The streams are the caller's to close.
    ///
    /// @param err takes what went wrong
    static Console ofPipe(Reader in, PrintStream out, PrintStream err) {
        return new PipeConsole(in, out, err);
    }

    /// The next line, without its end; empty when there are no more.
    Optional<String> readLine();

    /// Gives the terminal back as it was.
    @Override
    void close();
}
