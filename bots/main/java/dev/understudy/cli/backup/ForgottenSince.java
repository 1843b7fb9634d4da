package dev.understudy.cli.backup;

import dev.understudy.archive.Archive;
import dev.understudy.archive.live.Forgotten;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Handle;
import dev.understudy.cli.training.SaltFile;
import dev.understudy.clone.Models;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import dev.understudy.stage.leak.LeakGuard;
import dev.understudy.stage.leak.Traces;
import java.nio.file.Files;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who was forgotten after a backup was made, by circle and account: they are in it still.
record ForgottenSince(Map<Circle, Map<Handle, Instant>> accounts) {

    /// Those of the archive in `home`; empty when it has none, or none that can be read.
    static Optional<ForgottenSince> in(Home home, Instant backup) {
        if (!Files.exists(home.folder().resolve(Contents.ARCHIVE))) {
            return Optional.empty();
        }
        Map<Circle, Map<Handle, Instant>> accounts = new LinkedHashMap<>();
        try (Archive archive = Archive.open(home.archive())) {
            for (Circle circle : archive.circles()) {
                Map<Handle, Instant> since = new LinkedHashMap<>();
                for (Forgotten one : archive.live(circle).consents().forgotten()) {
                    if (one.at().isAfter(backup)) {
                        one.handles().forEach(handle -> since.put(handle, one.at()));
                    }
                }
                accounts.put(circle, since);
            }
            return Optional.of(new ForgottenSince(accounts));
        } catch (UserError damaged) {
            // That it cannot be read may be why it is replaced.
            return Optional.empty();
        }
    }

    /// Forgets them in `restored`, too, where its archive has their circle. Returns how many
    /// accounts those were.
    int forgetIn(Home restored) {
        int count = 0;
        if (accounts.values().stream().allMatch(Map::isEmpty)) {
            return count;
        }
        try (Archive archive = Archive.open(restored.archive())) {
            LeakGuard leaks = new LeakGuard(SaltFile.in(restored, archive));
            for (Circle circle : archive.circles()) {
                Models models = new Models(restored.model(circle.name()));
                Map<Handle, Instant> here = accounts.getOrDefault(circle, Map.of());
                here.forEach(
                        (handle, at) ->
                                archive.live(circle)
                                        .consents()
                                        .forget(
                                                handle,
                                                at,
                                                new Traces(leaks, Set.of(), models::casts)));
                count += here.size();
            }
        }
        return count;
    }
}
