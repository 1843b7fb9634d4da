package dev.understudy.cli.console;

import dev.understudy.settings.Home;
import dev.understudy.settings.Spelling;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Tells a failure in two lines: what is wrong and where, and what to do. Whatever nobody foresaw
/// is a defect of ours, and its stack trace goes to the log.
public final class Failure
        implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {
    private static final int FAILED = CommandLine.ExitCode.SOFTWARE;
    private static final int MISUSED = CommandLine.ExitCode.USAGE;
    private static final Pattern DISK_FULL =
            Pattern.compile("No space left on device|not enough space|[Qq]uota exceeded");
    private static final Pattern READ_ONLY = Pattern.compile("Read-only file system");
    private static final Pattern NATIVE_MEMORY =
            Pattern.compile("DefaultCPUAllocator|[Nn]ot enough memory|CUDA out of memory");

    /// Two typing slips, as in "hlep" for "help".
    private static final int SLIPS = 2;

    private final Streams streams;
    private final String version;
    private final Supplier<Home> home;

    /// @param version of the program, for the log
    /// @param home the folders that hold the data and the log
    public Failure(Streams streams, String version, Supplier<Home> home) {
        this.streams = streams;
        this.version = version;
        this.home = home;
    }

    @Override
    public int handleExecutionException(
            Exception failure, CommandLine command, ParseResult parsed) {
        return report(failure);
    }

    /// Says what went wrong, logs it, and returns the exit code. What only fails because the
    /// process is being ended is not told.
    public int report(Throwable failure) {
        Optional<UserError> explained = explain(failure);
        if (explained.isPresent()) {
            UserError error = explained.get();
            tell(error.problem(), error.remedy());
            if (LogSetup.isOpen()) {
                LoggerFactory.getLogger(Failure.class).debug("Told the user", failure);
            }
            return FAILED;
        }
        if (Ending.hasBegun()) {
            return FAILED;
        }
        Path log = LogSetup.writeTo(home.get().folder());
        LoggerFactory.getLogger(Failure.class).error("Defect in {}", version, failure);
        tell(
                "This is a defect in Understudy: " + failure.getClass().getSimpleName() + ".",
                LogSetup.isOpen()
                        ? "Please report it with the end of " + log + "."
                        : "Please report it; " + log + " could not be written.");
        return FAILED;
    }

    /// The same failure in a person's words; empty when it is not theirs to put right.
    private Optional<UserError> explain(Throwable failure) {
        List<Throwable> chain = causes(failure);
        for (Throwable cause : chain) {
            if (cause instanceof UserError error) {
                return Optional.of(error);
            }
        }
        for (Throwable cause : chain) {
            Optional<UserError> explained = explainOne(cause);
            if (explained.isPresent()) {
                return explained;
            }
        }
        return Optional.empty();
    }

    private Optional<UserError> explainOne(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof OutOfMemoryError) {
            long heap = Runtime.getRuntime().maxMemory() >> 20;
            return told(
                    "There is too little memory: Java may use " + heap + " MB.",
                    "Close other programs, or allow more: UNDERSTUDY_JAVA_OPTS=-Xmx4g.");
        }
        if (NATIVE_MEMORY.matcher(message).find()) {
            return told(
                    "There is too little memory for the model's computation.",
                    "Close other programs, or choose a smaller model.");
        }
        if (cause instanceof IOException && DISK_FULL.matcher(message).find()) {
            return told(
                    "The disk is full; what " + folders() + " held before is still there.",
                    "Free some space, or choose another folder with " + options() + ".");
        }
        if (cause instanceof AccessDeniedException denied) {
            return told(
                    denied.getFile() + " may not be read or written by this user.",
                    "Change its permissions, or name another place.");
        }
        if (cause instanceof IOException && READ_ONLY.matcher(message).find()) {
            return told(
                    message + ".", "Choose a folder that can be written with " + options() + ".");
        }
        return Optional.empty();
    }

    private String folders() {
        Home here = home.get();
        return here.hasOwnStore() ? here.folder() + " and " + here.store() : "" + here.folder();
    }

    private String options() {
        return home.get().hasOwnStore() ? "--home or --store" : "--home";
    }

    private static Optional<UserError> told(String problem, String remedy) {
        return Optional.of(new UserError(problem, remedy));
    }

    private static List<Throwable> causes(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> chain = new ArrayList<>();
        for (@Nullable Throwable next = failure; next != null && seen.add(next); ) {
            chain.add(next);
            next = next.getCause();
        }
        return chain;
    }

    @Override
    public int handleParseException(ParameterException misuse, String[] arguments) {
        CommandLine command = misuse.getCommandLine();
        if (misuse.getCause() instanceof UserError error) {
            tell(error.problem(), error.remedy());
        } else if (misuse instanceof UnmatchedArgumentException unknown) {
            tellUnknown(command, unknown.getUnmatched().getFirst());
        } else {
            String problem =
                    String.valueOf(misuse.getMessage())
                            .lines()
                            .findFirst()
                            .orElse("")
                            .replaceFirst(" is not an? (int|long)$", " is not a whole number")
                            .replaceFirst(" is not a double$", " is not a number");
            tell(problem.endsWith(".") ? problem : problem + ".", seeHelp(command));
        }
        return MISUSED;
    }

    private void tellUnknown(CommandLine command, String typed) {
        String program = qualified(command);
        if (typed.startsWith("-")) {
            String name = typed.replaceFirst("=.*", "");
            Set<String> options = command.getCommandSpec().optionsMap().keySet();
            List<String> known = options.stream().filter(o -> o.startsWith("--")).toList();
            tell(program + " has no option " + name + ".", near(name, known) + seeHelp(command));
        } else if (!command.getSubcommands().isEmpty()) {
            Set<String> known = command.getSubcommands().keySet();
            tell("There is no command \"" + typed + "\".", near(typed, known) + seeHelp(command));
        } else {
            tell(
                    program + " has no use for \"" + typed + "\".",
                    "Leave it out. " + seeHelp(command));
        }
    }

    private static String near(String typed, Collection<String> known) {
        return Spelling.nearest(typed.toLowerCase(Locale.ROOT), known, SLIPS)
                .map(name -> "Did you mean " + name + "? ")
                .orElse("");
    }

    private static String seeHelp(CommandLine command) {
        return "See: " + qualified(command) + " --help";
    }

    private static String qualified(CommandLine command) {
        return command.getCommandSpec().qualifiedName();
    }

    private void tell(String problem, String remedy) {
        streams.err().println(problem);
        streams.err().println(remedy);
        streams.err().flush();
    }
}
