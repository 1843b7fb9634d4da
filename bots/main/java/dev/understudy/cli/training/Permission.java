package dev.understudy.cli.training;

import dev.understudy.archive.Archive;
import dev.understudy.archive.live.Policy;
import dev.understudy.archive.live.Standing;
import dev.understudy.chat.Circle;
import dev.understudy.chat.SpeakerName;
import dev.understudy.cli.storage.Records;
import dev.understudy.clone.Catalogue;
import dev.understudy.clone.Speaker;
import dev.understudy.configuration.Configuration;
import dev.understudy.configuration.ConfigurationFile;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import dev.understudy.stage.leak.LeakGuard;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Whose words commands may use: what the archive knows of them, under the policy that the settings
/// have for the circle. Every method throws UserError when either cannot be read.
///
/// @param settings reads what `understudy.yml` says at the moment
public record Permission(Home home, Circle circle, Supplier<Configuration> settings) {

    /// Under the settings in the data folder.
    public static Permission in(Home home, Circle circle) {
        ConfigurationFile file =
                new ConfigurationFile(home.folder().resolve(ConfigurationFile.NAME));
        return new Permission(home, circle, file::readIfThere);
    }

    /// What the archive is, under the same settings.
    public Records records() {
        return new Records(home, settings);
    }

    /// What holds for those who have not been asked.
    public Policy policy() {
        return settings.get().policy(circle);
    }

    /// The circle's messages to learn from: those of people whose words may be used, without what
    /// repeats somebody who was forgotten.
    public Material messages(Archive archive) {
        return new Material.Messages(archive, circle, policy(), forgotten(archive));
    }

    /// What was stored after somebody was forgotten could not be looked through for their words
    /// then: only hashes are left of those.
    private Predicate<String> forgotten(Archive archive) {
        long[] hashes = archive.forgottenPassages();
        if (hashes.length == 0) {
            return _ -> false;
        }
        LeakGuard leaks = new LeakGuard(SaltFile.in(home, archive));
        leaks.forgotten(hashes);
        return text -> leaks.leaks(circle, text);
    }

    /// Whether the words may be used of who is called so in transcripts, now or once.
    public Predicate<SpeakerName> usable(Archive archive) {
        Policy policy = policy();
        Map<SpeakerName, Standing> standings = archive.live(circle).consents().standings();
        return name -> policy.allows(standings.getOrDefault(name, Standing.UNKNOWN));
    }

    /// Who can be called of those whom a model has learned. Throws UserError when another process
    /// holds the archive.
    public Catalogue catalogue(List<Speaker> speakers) {
        if (!records().exists()) {
            return new Catalogue(speakers);
        }
        try (Records.Held held = records().tryOpen().orElseThrow(Permission::held)) {
            Predicate<SpeakerName> usable = usable(held.archive());
            Map<SpeakerName, List<String>> aliases = held.archive().roster(circle).aliases();
            return new Catalogue(
                    speakers.stream().filter(one -> usable.test(one.name())).toList(),
                    name -> aliases.getOrDefault(name, List.of()));
        }
    }

    private static UserError held() {
        return new UserError(
                "Only the archive tells who agrees to be played, and another understudy process"
                        + " has it: the bots, an import or a training that begins.",
                "Wait until that is done, or talk with the clones where the bots are on stage.");
    }

    /// Throws UserError when words of `names`, which a run has, may not be used any more. Where
    /// another process holds the archive, such as the bots, that one looks after it.
    public void require(List<SpeakerName> names) {
        if (names.isEmpty() || !records().exists()) {
            return;
        }
        Optional<Records.Held> free = records().tryOpen();
        if (free.isPresent()) {
            try (Records.Held held = free.get()) {
                require(names, held.archive());
            }
        }
    }

    private void require(List<SpeakerName> names, Archive archive) {
        Optional<SpeakerName> unwilling =
                names.stream().filter(usable(archive).negate()).findFirst();
        if (unwilling.isPresent()) {
            throw new UserError(
                    "The run has the words of %s, whose words may not be used any more."
                            .formatted(unwilling.get()),
                    "Begin again without them: understudy train --circle %s --fresh"
                            .formatted(circle));
        }
    }
}
