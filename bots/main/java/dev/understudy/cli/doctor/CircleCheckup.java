package dev.understudy.cli.doctor;

import dev.understudy.archive.Archive;
import dev.understudy.archive.live.Consents;
import dev.understudy.archive.live.Standing;
import dev.understudy.chat.Circle;
import dev.understudy.chat.SpeakerName;
import dev.understudy.cli.serving.VoiceLoader;
import dev.understudy.clone.ModelCard;
import dev.understudy.clone.Models;
import dev.understudy.clone.Speaker;
import dev.understudy.clone.version.Seal;
import dev.understudy.clone.voice.EngineSettings;
import dev.understudy.clone.voice.Precision;
import dev.understudy.clone.voice.Voice;
import dev.understudy.configuration.CircleSettings;
import dev.understudy.configuration.Configuration;
import dev.understudy.model.shared.Usage;
import dev.understudy.settings.Home;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Looks at what every circle needs: a place, a model, and friends who let themselves be cloned.
/// One thread.
///
/// @param file where circles are said, for remedies
/// @param environment variables by name
record CircleCheckup(
        Home home, Configuration configuration, Path file, Map<String, String> environment) {

    /// The checks of all circles. Throws UserError when the archive cannot be read.
    List<Check> run(Optional<Archive> archive) {
        if (configuration.circles().isEmpty()) {
            return List.of(
                    Check.trouble(
                            "circles",
                            "There is no circle: clones are heard nowhere.",
                            "Name one under circles in " + file + "."));
        }
        List<Check> checks = new ArrayList<>();
        configuration
                .circles()
                .forEach(
                        (circle, settings) -> {
                            Optional<Consents> consents =
                                    archive.map(open -> open.live(circle).consents());
                            checks.addAll(circle(circle, settings, consents));
                        });
        return checks;
    }

    private List<Check> circle(
            Circle circle, CircleSettings settings, Optional<Consents> consents) {
        List<Check> checks = new ArrayList<>();
        if (settings.places().isEmpty()) {
            checks.add(
                    Check.trouble(
                            circle.name(),
                            "It has no place: its clones are heard nowhere.",
                            "Name one under circles.%s in %s.".formatted(circle, file)));
        }
        Optional<Path> live = new Models(home.model(circle.name())).live();
        if (live.isEmpty()) {
            checks.add(
                    Check.trouble(
                            circle.name(),
                            "It has no model yet.",
                            "Train one: understudy train --circle " + circle));
            return checks;
        }
        checks.add(Check.of(circle.name(), () -> model(circle, live.get())));
        if (!Check.anyTrouble(checks.subList(checks.size() - 1, checks.size()))) {
            ModelCard card = ModelCard.read(live.get());
            checks.add(
                    cast(
                            circle,
                            settings,
                            card.speakers(),
                            consents.map(Consents::standings).orElse(Map.of())));
            consents.flatMap(said -> stale(circle, live.get(), said)).ifPresent(checks::add);
        }
        return checks;
    }

    /// Reads it against its seal and has it speak: nothing less shows that it can be played. In the
    /// precision that changes nothing on the disk.
    private Check model(Circle circle, Path version) {
        Seal seal = new Seal(version);
        seal.requireWhole();
        String name = circle + "@" + version.getFileName();
        EngineSettings engine = configuration.engine().withPrecision(Precision.FLOAT32);
        try (Voice voice = new VoiceLoader(engine, Usage.NONE, environment).load(version)) {
            if (!voice.card().circle().equals(circle)) {
                return Check.trouble(
                        circle.name(),
                        "The model in " + version + " is another circle's.",
                        "Take it away: nothing crosses between circles.");
            }
            return Check.ok(
                    circle.name(),
                    "%s %s and plays %d%s"
                            .formatted(
                                    name,
                                    engine.remote().isPresent() ? "is served" : "loads",
                                    voice.card().speakers().size(),
                                    seal.isThere() ? "" : " (it is from before there were seals)"));
        }
    }

    /// Who can be called.
    private Check cast(
            Circle circle,
            CircleSettings settings,
            List<Speaker> speakers,
            Map<SpeakerName, Standing> standings) {
        String names =
                speakers.stream()
                        .filter(speaker -> settings.casts(speaker.name()))
                        .filter(
                                speaker ->
                                        settings.consent()
                                                .allows(
                                                        standings.getOrDefault(
                                                                speaker.name(), Standing.UNKNOWN)))
                        .map(Speaker::displayName)
                        .collect(Collectors.joining(", "));
        return names.isEmpty()
                ? Check.trouble(
                        circle.name(),
                        "Nobody can be cloned: nobody whom the model plays has agreed.",
                        "Each friend says /consent yes there; or set circles.%s.consent in %s."
                                .formatted(circle, file))
                : Check.ok(circle.name(), "can be cloned: " + names);
    }

    /// Whether somebody was forgotten whom the live model has seen.
    private static Optional<Check> stale(Circle circle, Path live, Consents consents) {
        return Optional.ofNullable(consents.staleModels().get(live.getFileName().toString()))
                .map(
                        names ->
                                Check.trouble(
                                        circle.name(),
                                        "%s@%s has seen who is forgotten: %d people."
                                                .formatted(
                                                        circle, live.getFileName(), names.size()),
                                        "Train without them: understudy train --circle %s --fresh"
                                                .formatted(circle)));
    }
}
