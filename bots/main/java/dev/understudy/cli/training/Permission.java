package dev.understudy.cli.training;

import dev.understudy.archive.Archive;
import dev.understudy.archive.live.Policy;
import dev.understudy.archive.live.Standing;
import dev.understudy.chat.Circle;
import dev.understudy.chat.SpeakerName;
import dev.understudy.clone.Catalogue;
import dev.understudy.clone.Speaker;
import dev.understudy.configuration.ConfigurationFile;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import java.nio.file.Files;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Whose words commands may use: what the archive knows of them, under the policy that
/// `understudy.yml` in the data folder has for the circle. Every method throws UserError when
/// either cannot be read.
public record Permission(Home home, Circle circle) {

    /// What holds for those who have not been asked.
    public Policy policy() {
        return new ConfigurationFile(home.folder().resolve(ConfigurationFile.NAME))
                .readIfThere()
                .policy(circle);
    }

    /// Who can be called of those whom a model has learned.
    public Catalogue catalogue(List<Speaker> speakers) {
        if (!hasArchive()) {
            return new Catalogue(speakers);
        }
        try (Archive archive = Archive.open(home.archive())) {
            Policy policy = policy();
            Map<SpeakerName, Standing> standings = archive.live(circle).consents().standings();
            Map<SpeakerName, List<String>> aliases = archive.roster(circle).aliases();
            return new Catalogue(
                    speakers.stream()
                            .filter(
                                    one ->
                                            policy.allows(
                                                    standings.getOrDefault(
                                                            one.name(), Standing.UNKNOWN)))
                            .toList(),
                    name -> aliases.getOrDefault(name, List.of()));
        }
    }

    /// Throws UserError unless all who are called so in transcripts may be learnt from.
    public void require(Collection<String> names) {
        if (names.isEmpty() || !hasArchive()) {
            return;
        }
        try (Archive archive = Archive.open(home.archive())) {
            Policy policy = policy();
            Map<SpeakerName, Standing> standings = archive.live(circle).consents().standings();
            for (String name : names) {
                Standing standing = standings.getOrDefault(new SpeakerName(name), Standing.UNKNOWN);
                if (!policy.allows(standing)) {
                    throw new UserError(
                            "The run has the words of %s, whose words may not be used any more."
                                    .formatted(name),
                            "Begin again without them: understudy train --circle %s --fresh"
                                    .formatted(circle));
                }
            }
        }
    }

    private boolean hasArchive() {
        return Files.exists(home.archive().resolveSibling("archive.mv.db"));
    }
}
