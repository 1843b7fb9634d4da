package dev.understudy.cli.console;

import dev.understudy.settings.Home;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/// A process in which everything fails once it is being ended.
final class EndingProcess {
    private EndingProcess() {}

    public static void main(String[] arguments) {
        Failure failure =
                new Failure(Streams.ofProcess(), "Understudy 9", () -> new Home(Path.of("home")));
        Thread tooLate =
                new Thread(
                        () -> {
                            LoggerFactory.getLogger("org.library").error("Unable to roll back");
                            failure.report(new IllegalStateException("closed"));
                        });
        Runtime.getRuntime().addShutdownHook(tooLate);
    }
}
