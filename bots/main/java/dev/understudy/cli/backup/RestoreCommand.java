package dev.understudy.cli.backup;

import dev.understudy.cli.console.Meter;
import dev.understudy.cli.console.Workplace;
import dev.understudy.settings.Home;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `understudy restore`: a data folder out of a backup.
@Command(
        name = "restore",
        header = "Bring a backup back.",
        description = {
            "",
            "Every checksum is verified before anything changes, and a restore that is killed"
                    + " changes nothing or is brought to its end by the next command. Whoever was"
                    + " forgotten in this folder since the backup was made is forgotten again;"
                    + " elsewhere nobody can tell, and they are in it."
        },
        footer = {"", "Example:", "  understudy restore friends-2026-11-21.zip"})
public final class RestoreCommand implements Runnable {
    @ParentCommand private @Nullable Workplace understudy;

    @Parameters(paramLabel = "<file>", description = "Restore this backup.")
    private Path file;

    @Option(
            names = "--force",
            description = "Replace what the data folder holds, which is put aside in it.")
    private boolean force;

    @Option(
            names = "--dry-run",
            description = "Verify every checksum, say what is in the backup, and change nothing.")
    private boolean dryRun;

    @Override
    public void run() {
        Workplace workplace = Objects.requireNonNull(understudy, "picocli sets the parent command");
        Home home = workplace.home();
        PrintStream out = workplace.streams().out();
        try (BackupFile backup = BackupFile.open(file.toAbsolutePath().normalize())) {
            if (dryRun) {
                verify(workplace, backup);
                out.println("The backup is whole: " + described(backup.manifest()) + ".");
                return;
            }
            tell(out, backup.manifest(), restore(workplace, home, backup));
        }
    }

    private static void tell(PrintStream out, Manifest manifest, Restoration.Outcome outcome) {
        out.println("Restored " + described(manifest) + ".");
        outcome.aside()
                .ifPresent(
                        place ->
                                out.println(
                                        "What was here before is in "
                                                + place
                                                + "; remove it when nothing is missing."));
        out.println(
                outcome.forgotten().isPresent()
                        ? "Accounts that were forgotten here since, and are again: "
                                + outcome.forgotten().getAsInt()
                                + "."
                        : "Who was forgotten since is in it again: see understudy people forget.");
    }

    /// Brings a restore of `home` to its end that was killed, if there was one. Throws UserError
    /// when the folder cannot be written.
    public static void finish(Home home) {
        Exchange.finish(home);
    }

    private static String described(Manifest manifest) {
        return "%s, as of %s"
                .formatted(
                        manifest.summary(),
                        manifest.createdAt().atOffset(ZoneOffset.UTC).toLocalDate());
    }

    private Restoration.Outcome restore(Workplace workplace, Home home, BackupFile backup) {
        try (Meter meter = meter("restoring", workplace, backup)) {
            return new Restoration(home, backup, force).run(done -> meter.reach(done >> 10));
        }
    }

    private static void verify(Workplace workplace, BackupFile backup) {
        try (Meter meter = meter("verifying", workplace, backup)) {
            backup.verify(done -> meter.reach(done >> 10));
        }
    }

    private static Meter meter(String verb, Workplace workplace, BackupFile backup) {
        Meter.Task task = new Meter.Task(verb, backup.manifest().bytes() >> 10, "KB");
        return new Meter(task, workplace.streams(), Clock.systemUTC());
    }
}
