package dev.understudy.cli.models;

import dev.understudy.chat.Circle;
import dev.understudy.cli.console.Workplace;
import dev.understudy.cli.training.Upkeep;
import dev.understudy.clone.Models;
import dev.understudy.clone.version.State;
import dev.understudy.clone.version.Version;
import dev.understudy.clone.voice.EmbeddedVoice;
import dev.understudy.clone.voice.EngineSettings;
import dev.understudy.clone.voice.Precision;
import dev.understudy.clone.voice.Voice;
import dev.understudy.model.shared.Usage;
import dev.understudy.settings.UserError;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// `understudy models`: the versions of a circle's model.
@Command(
        name = "models",
        header = "List the versions of a circle's model, and choose which one speaks.",
        description = {
            "",
            "A version is live (speaks), previous (would after a rollback), retired (spoke once),"
                    + " candidate (not yet), rejected (failed a gate) or stale (has seen somebody"
                    + " who was forgotten). The last two never speak again. Bots that run take up a"
                    + " change within seconds."
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example:", "  understudy models list --circle friends"})
public final class ModelsCommand implements Runnable {
    /// In these nothing is changed on the disk.
    private static final EngineSettings FLOATS =
            EngineSettings.DEFAULT.withPrecision(Precision.FLOAT32);

    private static final String DRY = "Say what would change; change nothing.";
    private static final String JSON = "Print JSON.";

    @ParentCommand private @Nullable Workplace understudy;
    @Spec private CommandSpec spec;

    @Option(
            names = "--circle",
            paramLabel = "<name>",
            scope = ScopeType.INHERIT,
            description = "The circle whose model it is.")
    private @Nullable Circle circle;

    /// Shows what it can do when no command was typed.
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "list",
            header = "List all versions, a line each.",
            footer = {"", "Example:", "  understudy models list --circle friends"})
    void list(@Option(names = "--json", description = JSON) boolean json) {
        List<Version> versions = versions();
        if (json) {
            out().println(VersionJson.list(versions));
        } else {
            new VersionTable(out()).list(versions);
        }
    }

    @Command(
            name = "show",
            header = "Show what a version learnt from and how, and what was asked of it.",
            footer = {"", "Example:", "  understudy models show 0003 --circle friends"})
    void show(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "<version>",
                            description = "Show this one, as in 0003. Default: the live one")
                    Optional<String> name,
            @Option(names = "--json", description = JSON) boolean json) {
        Version version = name.map(this::find).orElseGet(() -> only(State.LIVE));
        if (json) {
            out().println(VersionJson.show(version));
        } else {
            new VersionTable(out()).show(called(version), version, Fact.of(version));
        }
    }

    @Command(
            name = "diff",
            header = "Show where two versions differ: settings, people, corpus, figures.",
            footer = {"", "Example:", "  understudy models diff 0002 0003 --circle friends"})
    void diff(
            @Parameters(
                            index = "0",
                            arity = "0..1",
                            paramLabel = "<version>",
                            description = "Compare this one. Default: the one before the live one")
                    Optional<String> one,
            @Parameters(
                            index = "1",
                            arity = "0..1",
                            paramLabel = "<other>",
                            description = "Compare it with this one. Default: the live one")
                    Optional<String> other,
            @Option(names = "--json", description = JSON) boolean json) {
        Version before = one.map(this::find).orElseGet(() -> only(State.PREVIOUS));
        Version after = other.map(this::find).orElseGet(() -> only(State.LIVE));
        List<Difference> found = Difference.between(Fact.of(before), Fact.of(after));
        if (json) {
            out().println(VersionJson.differences(before, after, found));
        } else {
            new VersionTable(out()).differences(called(before), called(after), found);
        }
    }

    @Command(
            name = "promote",
            header = "Let a version speak.",
            description = {"", "The one that spoke becomes the previous one."},
            footer = {"", "Example:", "  understudy models promote 0003 --circle friends"})
    void promote(
            @Parameters(paramLabel = "<version>", description = "Which one, as in 0003.")
                    String name,
            @Option(names = "--dry-run", description = DRY) boolean dryRun) {
        upkeep().markStale();
        Version version = find(name);
        requireMaySpeak(version);
        if (dryRun) {
            out().println(called(version) + " would be live: nothing was changed.");
            return;
        }
        models().promote(version.folder());
        out().println(called(version) + " is live.");
    }

    @Command(
            name = "rollback",
            header = "Let the version speak again that spoke before.",
            description = {"", "Those after it count as if they had never spoken."},
            footer = {"", "Example:", "  understudy models rollback --circle friends"})
    void rollback(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "<version>",
                            description = "Go back to this one. Default: the previous one")
                    Optional<String> name,
            @Option(names = "--dry-run", description = DRY) boolean dryRun) {
        upkeep().markStale();
        Version version = name.map(this::find).orElseGet(() -> only(State.PREVIOUS));
        requireMaySpeak(version);
        if (dryRun) {
            out().println(called(version) + " would be live again: nothing was changed.");
            return;
        }
        models().backTo(version.folder());
        out().println(called(version) + " is live again.");
    }

    /// Throws UserError when `version` never may, or cannot be loaded: nothing less shows that it
    /// can be.
    private void requireMaySpeak(Version version) {
        models().requireMaySpeak(version.folder());
        try (Voice voice = EmbeddedVoice.load(version.folder(), FLOATS, Usage.NONE)) {
            if (!voice.card().circle().equals(circle())) {
                throw new UserError(
                        called(version) + " is another circle's model.",
                        "Take it away: nothing crosses between circles.");
            }
        }
    }

    @Command(
            name = "remove",
            header = "Delete versions for good.",
            description = {
                "",
                "Never the live one, nor one that an interrupted training started from. What"
                        + " understudy.yml does not keep is deleted after each training anyway."
            },
            footer = {"", "Example:", "  understudy models remove 0001 0002 --circle friends"})
    void remove(
            @Parameters(
                            arity = "1..*",
                            paramLabel = "<version>",
                            description = "Which ones, as in 0003.")
                    List<String> names,
            @Option(names = "--dry-run", description = DRY) boolean dryRun) {
        List<Version> going = names.stream().distinct().map(this::find).toList();
        going.forEach(this::requireRemovable);
        for (Version version : going) {
            if (dryRun) {
                out().println(called(version) + " would be deleted: nothing was changed.");
            } else {
                models().remove(version.folder());
                out().println(called(version) + " is deleted.");
            }
        }
    }

    private void requireRemovable(Version version) {
        if (version.state() == State.LIVE) {
            throw new UserError(
                    called(version) + " is live: it cannot be removed.",
                    "Let another version speak first: understudy models promote.");
        }
        for (Path needed : upkeep().needed()) {
            if (needed.equals(version.folder())) {
                throw new UserError(
                        "An interrupted training started from " + called(version) + ".",
                        "Bring it to its end with understudy train --resume, or discard it with"
                                + " --fresh.");
            }
        }
    }

    private List<Version> versions() {
        List<Version> versions = models().standings();
        if (versions.isEmpty()) {
            throw new UserError(
                    "The circle " + circle() + " has no model yet.",
                    "Train one: understudy train --circle " + circle());
        }
        return versions;
    }

    private Version find(String name) {
        versions();
        String prefix = circle() + "@";
        return models().find(name.startsWith(prefix) ? name.substring(prefix.length()) : name);
    }

    /// The version that is in `state`, of which there is one at most.
    private Version only(State state) {
        return versions().stream()
                .filter(version -> version.state() == state)
                .findFirst()
                .orElseThrow(
                        () ->
                                new UserError(
                                        "The circle %s has no %s version."
                                                .formatted(circle(), state),
                                        "Name one; understudy models list has them all."));
    }

    private String called(Version version) {
        return circle() + "@" + version.name();
    }

    private Models models() {
        return upkeep().models();
    }

    private Upkeep upkeep() {
        return new Upkeep(workplace().home(), circle());
    }

    private PrintStream out() {
        return workplace().streams().out();
    }

    private Workplace workplace() {
        return Objects.requireNonNull(understudy, "picocli sets the parent command");
    }

    private Circle circle() {
        if (circle == null) {
            throw new ParameterException(
                    spec.commandLine(), "Missing required option: '--circle=<name>'.");
        }
        return circle;
    }
}
