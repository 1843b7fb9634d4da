package dev.understudy.cli.console;

import dev.understudy.settings.Home;

/// Where a command works: what every command of one command line shares.
public interface Workplace {
    /// The folder that it works in, made ready: its log is open, and the engine knows where to
    /// unpack. To be called before anything else, so that no engine class is loaded earlier.
    ///
    /// Throws UserError when a file is where the folder should be.
    Home home();

    /// The class whose `main` takes a command line: to run another one in another process.
    Class<?> program();

    /// What it reads and writes.
    Streams streams();
}
