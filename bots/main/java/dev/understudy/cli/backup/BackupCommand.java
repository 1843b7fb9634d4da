package dev.understudy.cli.backup;

import dev.understudy.archive.Archive;
import dev.understudy.archive.connection.Server;
import dev.understudy.chat.Circle;
import dev.understudy.cli.console.Meter;
import dev.understudy.cli.console.Workplace;
import dev.understudy.cli.storage.ConfigOption;
import dev.understudy.cli.storage.Records;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `understudy backup`: what cannot be had again, in one file.
@Command(
        name = "backup",
        header = "Put archive, people, settings and models into one file.",
        description = {
            "",
            "Everything that friends said is in it, and who agreed to what; tokens are not. Of each"
                    + " circle's model it takes the live version and the one before. Stop the bots"
                    + " first: they miss nothing that the platforms keep for them. An archive on a"
                    + " PostgreSQL server is left out: pg_dump saves it."
        },
        footer = {"", "Example:", "  understudy backup friends-2026-11-21.zip"})
public final class BackupCommand implements Runnable {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("'understudy-'yyyyMMdd-HHmmss'.zip'");

    @ParentCommand private @Nullable Workplace understudy;

    @Parameters(
            paramLabel = "<file>",
            description = "Write this file, or into this folder one that is named by the time.")
    private Path file;

    @Option(names = "--all-models", description = "Take every version of every model along.")
    private boolean allModels;

    @Mixin private ConfigOption config = new ConfigOption();

    @Override
    public void run() {
        Workplace workplace = Objects.requireNonNull(understudy, "picocli sets the parent command");
        Home home = workplace.home();
        Clock clock = Clock.systemUTC();
        Path target = target(clock.instant());
        try (Home.Lock _ = home.tryLock().orElseThrow(() -> inUse(home))) {
            Optional<Server> server = new Records(home, config.settings(home)).server();
            SortedMap<String, Long> messages =
                    server.isPresent() ? new TreeMap<>() : messages(home);
            Contents whole = Contents.of(home, config.file(home).path(), allModels);
            Contents contents = server.isPresent() ? whole.withoutArchive() : whole;
            if (contents.items().isEmpty()) {
                throw new UserError(
                        home.folder() + " holds nothing to back up.",
                        "Name the data folder with --home.");
            }
            Manifest packed = pack(workplace, contents, target, messages);
            workplace.streams().out().println("Backed up " + packed.summary() + ".");
            workplace.streams().out().println("It is " + target + ".");
            server.ifPresent(apart -> tellApart(workplace.streams().err(), apart));
        }
    }

    private static void tellApart(PrintStream err, Server server) {
        err.println("What was said is not in it: that is in the database " + server + ".");
        err.println("-> Save it with PostgreSQL's own pg_dump, and bring it back with pg_restore.");
    }

    private Path target(Instant now) {
        Path given = file.toAbsolutePath().normalize();
        Path target =
                Files.isDirectory(given)
                        ? given.resolve(NAME.format(now.atOffset(ZoneOffset.UTC)))
                        : given;
        if (Files.exists(target)) {
            throw new UserError(
                    target + " is there already.", "Name another file, or remove that one first.");
        }
        return target;
    }

    private static UserError inUse(Home home) {
        return new UserError(
                home.folder() + " is in use: by the bots, or by another command.",
                "Stop the bots (systemctl stop understudy, docker compose stop), back up, and start"
                        + " them again.");
    }

    /// How many messages each circle has. It takes an archive that can be read: a damaged one must
    /// not take the place of the last good backup.
    private static SortedMap<String, Long> messages(Home home) {
        SortedMap<String, Long> messages = new TreeMap<>();
        if (Files.exists(home.folder().resolve(Contents.ARCHIVE))) {
            try (Archive archive = Archive.open(home.archive())) {
                for (Circle circle : archive.circles()) {
                    messages.put(circle.name(), archive.messageCount(circle));
                }
            }
        }
        return messages;
    }

    private static Manifest pack(
            Workplace workplace, Contents contents, Path target, SortedMap<String, Long> messages) {
        SortedMap<String, String> live = Contents.live(workplace.home());
        String version = workplace.program().getPackage().getImplementationVersion();
        String software = Optional.ofNullable(version).orElse("from sources");
        Clock clock = Clock.systemUTC();
        Instant now = clock.instant();
        Meter.Task task = new Meter.Task("backing up", contents.bytes() >> 10, "KB");
        try (Meter meter = new Meter(task, workplace.streams(), clock)) {
            return new Packing(target, done -> meter.reach(done >> 10))
                    .pack(
                            contents,
                            kept ->
                                    new Manifest(
                                            Manifest.FORMAT_VERSION,
                                            software,
                                            now,
                                            messages,
                                            live,
                                            kept));
        }
    }
}
