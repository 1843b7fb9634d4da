package dev.understudy.cli;

import dev.understudy.chat.Circle;
import dev.understudy.cli.backup.BackupCommand;
import dev.understudy.cli.backup.RestoreCommand;
import dev.understudy.cli.console.CompletionCommand;
import dev.understudy.cli.console.Failure;
import dev.understudy.cli.console.HelpCommand;
import dev.understudy.cli.console.LogSetup;
import dev.understudy.cli.console.Streams;
import dev.understudy.cli.console.Workplace;
import dev.understudy.cli.corpus.CorpusCommand;
import dev.understudy.cli.doctor.DoctorCommand;
import dev.understudy.cli.jobs.JobsCommand;
import dev.understudy.cli.jobs.WorkerCommand;
import dev.understudy.cli.models.ModelsCommand;
import dev.understudy.cli.nightly.RetrainCommand;
import dev.understudy.cli.people.PeopleCommand;
import dev.understudy.cli.serving.InitCommand;
import dev.understudy.cli.serving.ServeCommand;
import dev.understudy.cli.stats.StatsCommand;
import dev.understudy.settings.Home;
import dev.understudy.settings.Kind;
import dev.understudy.settings.NativeLibraries;
import dev.understudy.settings.UserError;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The command `understudy`, which holds what all commands share. One thread.
///
/// Exit codes: 0 done, 1 failed, 2 used wrongly.
@Command(
        name = "understudy",
        header = "Understudy learns your friends from your group chats, and plays them.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Example:",
            "  understudy import result.json --circle friends",
            "",
            "understudy help COMMAND explains one command."
        },
        versionProvider = Understudy.Version.class,
        subcommands = {
            DemoCommand.class,
            ImportCommand.class,
            PeopleCommand.class,
            StatsCommand.class,
            CorpusCommand.class,
            PullCommand.class,
            TrainCommand.class,
            RetrainCommand.class,
            ModelsCommand.class,
            ReportCommand.class,
            EvaluateCommand.class,
            ChatCommand.class,
            GenerateCommand.class,
            BenchCommand.class,
            ServeCommand.class,
            WorkerCommand.class,
            JobsCommand.class,
            InitCommand.class,
            DoctorCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            CompletionCommand.class,
            HelpCommand.class
        })
public final class Understudy implements Runnable, Workplace {
    private final Streams streams;

    @Spec private CommandSpec spec;

    @Option(
            names = "--home",
            paramLabel = "<folder>",
            scope = ScopeType.INHERIT,
            order = 100,
            description = "Keep all data here. Default: $UNDERSTUDY_HOME, else ~/.understudy")
    private @Nullable Path folder;

    @Option(
            names = "--store",
            paramLabel = "<folder>",
            scope = ScopeType.INHERIT,
            order = 100,
            description =
                    "Keep models and runs here, where other machines may share them. Default:"
                            + " $UNDERSTUDY_STORE, else the data folder")
    private @Nullable Path store;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            order = 101,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            order = 102,
            description = "Show the version.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean version;

    private Understudy(Streams streams) {
        this.streams = streams;
    }

    public static void main(String[] arguments) {
        System.exit(run(Streams.ofProcess(), arguments));
    }

    /// Runs one command line and returns its exit code.
    static int run(Streams streams, String... arguments) {
        Understudy understudy = new Understudy(streams);
        Failure failure = new Failure(streams, Version.text(), understudy::folders);
        CommandLine commandLine = understudy.commandLine(failure);
        try {
            return commandLine.execute(arguments);
        } catch (Error error) {
            return failure.report(error);
        } finally {
            commandLine.getOut().flush();
            commandLine.getErr().flush();
        }
    }

    private CommandLine commandLine(Failure failure) {
        CommandLine commandLine = new CommandLine(this);
        layOut(commandLine);
        return commandLine
                .registerConverter(Circle.class, Circle::new)
                .registerConverter(ZoneId.class, Understudy::zone)
                .registerConverter(LocalDate.class, Understudy::date)
                .registerConverter(Duration.class, Understudy::duration)
                .setOut(writer(streams.out()))
                .setErr(writer(streams.err()))
                .setUsageHelpWidth(100)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setParameterExceptionHandler(failure)
                .setExecutionExceptionHandler(failure);
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            throw new UserError(
                    "There is no time zone \"" + name + "\".",
                    "Name one as in --zone Europe/Berlin or --zone +02:00, or leave it out.",
                    unknown);
        }
    }

    private static LocalDate date(String written) {
        try {
            return LocalDate.parse(written);
        } catch (DateTimeException unknown) {
            throw new UserError(
                    "\"" + written + "\" is no day.",
                    "Write year, month and day, as in 2026-01-31.",
                    unknown);
        }
    }

    private static Duration duration(String written) {
        return Kind.time("above 0", Duration::isPositive)
                .reader()
                .apply(written)
                .orElseThrow(
                        () ->
                                new UserError(
                                        "\"" + written + "\" is no time.",
                                        "Write it as in 90s, 2m or 1h."));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, stream.charset());
    }

    /// Gives the help page of `command` and of those under it one and the same layout.
    private static void layOut(CommandLine command) {
        command.getCommandSpec()
                .usageMessage()
                .synopsisHeading("%nUsage: ")
                .parameterListHeading("%nParameters:%n")
                .optionListHeading("%nOptions:%n")
                .commandListHeading("%nCommands:%n")
                .sortOptions(false);
        command.getSubcommands().values().forEach(Understudy::layOut);
    }

    @Override
    public Home home() {
        Home home = folders();
        if (Files.exists(home.folder()) && !Files.isDirectory(home.folder())) {
            throw new UserError(
                    home.folder() + " is a file, where the data folder should be.",
                    "Choose another folder with --home.");
        }
        if (Files.exists(home.store()) && !Files.isDirectory(home.store())) {
            throw new UserError(
                    home.store() + " is a file, where the folder of models should be.",
                    "Choose another folder with --store.");
        }
        if (System.getProperty(NativeLibraries.FOLDER, "").isBlank()) {
            System.setProperty(NativeLibraries.FOLDER, home.engine().toString());
        }
        LogSetup.writeTo(home.folder());
        RestoreCommand.finish(home);
        return home;
    }

    /// The folder alone, with nothing opened in it.
    Path homeFolder() {
        Path chosen =
                Optional.ofNullable(folder)
                        .filter(given -> !given.toString().isBlank())
                        .orElseGet(Home::defaultFolder);
        return chosen.toAbsolutePath().normalize();
    }

    private Home folders() {
        return new Home(homeFolder(), storeFolder());
    }

    private Path storeFolder() {
        return Optional.ofNullable(store)
                .filter(given -> !given.toString().isBlank())
                .orElseGet(() -> Home.defaultStore(homeFolder()))
                .toAbsolutePath()
                .normalize();
    }

    /// The command above a subcommand, which picocli has set by the time it runs.
    static Understudy parentOf(@Nullable Understudy parent) {
        return Objects.requireNonNull(parent, "picocli sets the parent command");
    }

    @Override
    public Class<?> program() {
        return Understudy.class;
    }

    @Override
    public Streams streams() {
        return streams;
    }

    /// Shows the menu when no command was typed.
    @Override
    public void run() {
        streams.out().println(spec.usageMessage().header()[0]);
        streams.out().println();
        spec.subcommands()
                .forEach(
                        (name, command) ->
                                streams.out().printf("  %-12s%s%n", name, summary(command)));
        streams.out().println();
        streams.out().println("understudy help COMMAND explains one command.");
    }

    private static String summary(CommandLine command) {
        return command.getCommandSpec().usageMessage().header()[0];
    }

    /// Program and Java, as a report of a defect should state them.
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {text()};
        }

        static String text() {
            String built = Understudy.class.getPackage().getImplementationVersion();
            return "Understudy %s (Java %s, %s %s)"
                    .formatted(
                            built == null ? "from sources" : built,
                            Runtime.version(),
                            System.getProperty("os.name"),
                            System.getProperty("os.arch"));
        }
    }
}
