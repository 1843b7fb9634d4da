package dev.understudy.cli.training;

import dev.understudy.archive.Archive;
import dev.understudy.chat.Circle;
import dev.understudy.cli.storage.Records;
import dev.understudy.clone.Models;
import dev.understudy.clone.version.Retention;
import dev.understudy.clone.version.Version;
import dev.understudy.finetune.TrainingRun;
import dev.understudy.settings.Home;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Keeps the versions of a circle's model in order: notes which saw somebody who was forgotten
/// since, and removes those that are not worth keeping. Methods throw UserError when the disk or
/// the archive refuses.
public record Upkeep(Records records, Circle circle) {

    /// Under the settings in the data folder.
    public Upkeep(Home home, Circle circle) {
        this(Records.in(home), circle);
    }

    private Home home() {
        return records.home();
    }

    /// The versions of the circle's model.
    public Models models() {
        return new Models(home().model(circle.name()));
    }

    /// Notes what the archive knows of versions that saw somebody who was forgotten.
    public void markStale(Archive archive) {
        models().markStale(archive.live(circle).consents().staleModels().keySet());
    }

    /// The same where nobody holds the archive; bots that do hold it note it themselves.
    public void markStale() {
        if (!records.exists()) {
            return;
        }
        Optional<Records.Held> free = records.tryOpen();
        if (free.isPresent()) {
            try (Records.Held held = free.get()) {
                markStale(held.archive());
            }
        }
    }

    /// Removes the versions that `understudy.yml` does not keep, and tells which. What an
    /// interrupted training started from stays.
    public void clear(Instant now, PrintStream told) {
        markStale();
        Retention retention = records.settings().get().models();
        List<Version> removed = models().clear(retention, now, needed());
        if (!removed.isEmpty()) {
            told.printf(
                    "Removed what understudy.yml does not keep (models.keep is %d, keep-days %d):"
                            + " %s.%n",
                    retention.count(),
                    retention.days(),
                    removed.stream().map(Version::name).collect(Collectors.joining(", ")));
        }
    }

    /// Versions that an interrupted training started from.
    public Set<Path> needed() {
        Path own = home().model(circle.name()).toAbsolutePath().normalize();
        Set<Path> needed = new HashSet<>();
        TrainingRun.needed(home().run(circle.name()))
                .map(base -> base.toAbsolutePath().normalize())
                .filter(base -> own.equals(base.getParent()))
                .map(base -> home().model(circle.name()).resolve(base.getFileName()))
                .ifPresent(needed::add);
        return needed;
    }
}
