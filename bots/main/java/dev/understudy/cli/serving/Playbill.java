package dev.understudy.cli.serving;

import dev.understudy.archive.Archive;
import dev.understudy.chat.Circle;
import dev.understudy.chat.SpeakerName;
import dev.understudy.cli.console.Streams;
import dev.understudy.clone.Catalogue;
import dev.understudy.clone.ModelCard;
import dev.understudy.clone.Models;
import dev.understudy.clone.Voice;
import dev.understudy.configuration.CircleSettings;
import dev.understudy.configuration.Configuration;
import dev.understudy.habit.Habits;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import dev.understudy.stage.Venue;
import dev.understudy.stage.leak.LeakGuard;
import dev.understudy.stage.talk.Company;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Loads what the circles need before their clones can go on stage.
///
/// @param zone where the friends live
record Playbill(Home home, Archive archive, Supplier<Configuration> configuration, ZoneId zone) {

    /// The model of every circle that has one; who has none is named. The caller closes them.
    Map<Circle, Company> companies(Streams streams) {
        Map<Circle, Company> companies = new LinkedHashMap<>();
        for (Circle circle : configuration.get().circles().keySet()) {
            Optional<Path> live = new Models(home.model(circle.name())).live();
            if (live.isEmpty()) {
                streams.err()
                        .printf(
                                "%s has no model yet and stays silent: understudy train"
                                        + " --circle %s%n",
                                circle, circle);
            } else {
                Path version = live.get();
                companies.put(
                        circle,
                        new Company(
                                voice(circle, version),
                                circle + "@" + version.getFileName(),
                                card -> catalogue(circle, card)));
            }
        }
        return companies;
    }

    /// Who agrees is asked at every line; here it is told by which names they are called.
    private Catalogue catalogue(Circle circle, ModelCard card) {
        Map<SpeakerName, List<String>> aliases = archive.roster(circle).aliases();
        return new Catalogue(card, _ -> true, name -> aliases.getOrDefault(name, List.of()));
    }

    /// Throws UserError when the model is another circle's, too.
    static Voice voice(Circle circle, Path version) {
        Voice voice = Voice.load(version);
        if (!voice.card().circle().equals(circle)) {
            voice.close();
            throw new UserError(
                    "The model in " + version + " is another circle's, not that of " + circle + ".",
                    "Take it away: nothing crosses between circles.");
        }
        return voice;
    }

    /// One circle as it is on platforms.
    Venue venue(Circle circle, Company company) {
        Habits habits =
                Habits.learn(
                        sink -> archive.forEachMessage(circle, sink), archive.people(circle), zone);
        return new Venue(
                circle,
                company,
                new Venue.Records(
                        archive.live(circle),
                        () -> archive.people(circle),
                        () -> new Models(home.model(circle.name())).casts()),
                habits::of,
                () -> configuration.get().circles().getOrDefault(circle, CircleSettings.DEFAULT));
    }

    /// What was said in all circles, and by those who are forgotten.
    LeakGuard leaks() {
        LeakGuard leaks = new LeakGuard(SaltFile.in(home));
        for (Circle circle : archive.circles()) {
            archive.forEachMessage(circle, message -> leaks.add(circle, message.text()));
        }
        leaks.forgotten(archive.forgottenPassages());
        return leaks;
    }
}
