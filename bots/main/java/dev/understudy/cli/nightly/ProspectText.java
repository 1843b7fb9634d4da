package dev.understudy.cli.nightly;

import dev.understudy.chat.Circle;
import dev.understudy.cli.nightly.Preparation.Prospect;
import dev.understudy.clone.night.NightSettings;
import dev.understudy.configuration.Configuration;
import dev.understudy.nightly.Intake;
import dev.understudy.nightly.Predecessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a night would do, for people.
record ProspectText(Circle circle, Configuration settings) {

    /// A line for each thing, the last without a line end.
    String of(Prospect prospect) {
        List<String> lines = new ArrayList<>();
        Intake intake = prospect.intake();
        NightSettings nightly = settings.nightly();
        if (nightly.watch().containsKey(circle)) {
            lines.add("Imports what is new in %s.".formatted(nightly.watch().get(circle)));
        }
        lines.add(String.format(Locale.ROOT, "New messages: %,d.", intake.fresh()));
        prospect.before()
                .map(before -> from(before, intake))
                .ifPresentOrElse(lines::add, () -> lines.add("Learns all anew."));
        prospect.skipped()
                .ifPresentOrElse(
                        lines::add,
                        () ->
                                lines.add(
                                        "The new version goes live if it passes the gates; else"
                                                + " the live one stays."));
        return String.join(System.lineSeparator(), lines);
    }

    private String from(Predecessor before, Intake intake) {
        long added = before.addedSince(intake);
        return String.format(
                        Locale.ROOT,
                        "Goes on from %s@%s, which knows what was said until %s.",
                        circle,
                        before.version().getFileName(),
                        before.since())
                + (added > 0
                        ? String.format(Locale.ROOT, " Older messages came since: %,d.", added)
                        : "");
    }
}
