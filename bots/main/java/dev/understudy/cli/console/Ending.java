package dev.understudy.cli.console;

/// Whether this process is being ended, by Ctrl-C or the system.
final class Ending {
    private Ending() {}

    /// True from the moment that shutdown hooks may run. What fails then, such as a statement on a
    /// database that closed itself, fails because of the end.
    static boolean hasBegun() {
        Thread probe = Thread.ofPlatform().unstarted(() -> {});
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException ending) {
            return true;
        }
    }
}
