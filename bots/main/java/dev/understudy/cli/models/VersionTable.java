package dev.understudy.cli.models;

import dev.understudy.clone.ModelCard;
import dev.understudy.clone.version.Version;
import dev.understudy.settings.UserError;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Prints versions. One thread.
record VersionTable(PrintStream out) {
    private static final String COLUMNS = "%-8s %-12s %-10s  %-24s %6s  %8s  %-10s%n";
    private static final int NAME = 24;

    /// A line each, the newest last.
    void list(List<Version> versions) {
        out.printf(COLUMNS, "version", "state", "trained", "from", "people", "loss", "talk until");
        versions.forEach(this::line);
    }

    private void line(Version version) {
        try {
            ModelCard card = ModelCard.read(version.folder());
            out.printf(
                    Locale.ROOT,
                    COLUMNS,
                    version.name(),
                    version.standing(),
                    day(card.createdAt().toString()),
                    card.parentVersion().orElse("scratch"),
                    card.speakers().size(),
                    Optional.ofNullable(card.metrics().get("validation_loss"))
                            .map(Fact::text)
                            .orElse("-"),
                    card.origin()
                            .flatMap(ModelCard.Origin::to)
                            .map(to -> day(to.toString()))
                            .orElse("-"));
        } catch (UserError damaged) {
            out.printf("%-8s %-12s %s%n", version.name(), version.standing(), damaged.problem());
        }
    }

    private static String day(String instant) {
        return instant.substring(0, instant.indexOf('T'));
    }

    /// All that is known of one.
    void show(String name, Version version, List<Fact> facts) {
        out.printf("%s: %s%n", name, version.standing());
        String group = "";
        for (Fact fact : facts) {
            group = heading(group, fact.group());
            out.printf("  %-" + NAME + "s %s%n", fact.name(), fact.value());
        }
        out.printf("%n%s%n", version.folder());
    }

    private String heading(String before, String group) {
        if (!group.equals(before)) {
            out.printf("%n%s%n", group);
        }
        return group;
    }

    /// What one has and the other has not.
    void differences(String before, String after, List<Difference> differences) {
        out.printf("%s -> %s%n", before, after);
        String group = "";
        for (Difference one : differences) {
            group = heading(group, one.group());
            out.printf(
                    "  %-" + NAME + "s %s -> %s%n",
                    one.name(),
                    one.before().orElse("-"),
                    one.after().orElse("-"));
        }
        if (differences.isEmpty()) {
            out.println("Nothing that is known of them differs.");
        }
    }
}
