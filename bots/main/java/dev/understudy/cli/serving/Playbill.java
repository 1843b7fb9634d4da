package dev.understudy.cli.serving;

import dev.understudy.archive.Archive;
import dev.understudy.chat.Circle;
import dev.understudy.chat.SpeakerName;
import dev.understudy.cli.console.Streams;
import dev.understudy.cli.training.SaltFile;
import dev.understudy.cli.training.Upkeep;
import dev.understudy.clone.Catalogue;
import dev.understudy.clone.Models;
import dev.understudy.clone.Speaker;
import dev.understudy.clone.remote.RemoteFailure;
import dev.understudy.configuration.CircleSettings;
import dev.understudy.configuration.Configuration;
import dev.understudy.habit.Habits;
import dev.understudy.settings.Home;
import dev.understudy.stage.Venue;
import dev.understudy.stage.leak.LeakGuard;
import dev.understudy.stage.talk.Company;
import dev.understudy.stage.talk.Voices;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Loads what the circles need before their clones can go on stage.
///
/// @param zone where the friends live
record Playbill(Home home, Archive archive, Supplier<Configuration> configuration, ZoneId zone) {

    /// The clones of every circle, with the live version's voice; who has none is named. The caller
    /// closes them.
    ///
    /// @param voices loads the models
    Map<Circle, Engagement> engagements(Streams streams, Voices voices) {
        Map<Circle, Engagement> engagements = new LinkedHashMap<>();
        for (Circle circle : configuration.get().circles().keySet()) {
            Engagement engagement =
                    new Engagement(
                            circle,
                            new Models(home.model(circle.name())),
                            () -> habits(circle),
                            new Company(speakers -> catalogue(circle, speakers)),
                            voices);
            engagements.put(circle, engagement);
            new Upkeep(home, circle).markStale(archive);
            begin(engagement, streams);
        }
        return engagements;
    }

    private static void begin(Engagement engagement, Streams streams) {
        Circle circle = engagement.circle();
        try {
            if (!engagement.follow()) {
                streams.err()
                        .printf(
                                "%s has no model yet: it listens, and says nothing until one is"
                                        + " trained.%n-> understudy train --circle %s, or /retrain"
                                        + " in its channel%n",
                                circle, circle);
            }
        } catch (RemoteFailure notYet) {
            streams.err()
                    .printf(
                            "%s listens, and says nothing until its model is served: %s%n-> %s%n",
                            circle, notYet.problem(), notYet.remedy());
        }
    }

    /// Who agrees is asked at every line; here it is told by which names they are called.
    private Catalogue catalogue(Circle circle, List<Speaker> speakers) {
        Map<SpeakerName, List<String>> aliases = archive.roster(circle).aliases();
        return new Catalogue(speakers, name -> aliases.getOrDefault(name, List.of()));
    }

    private Habits habits(Circle circle) {
        return Habits.learn(
                sink -> archive.forEachMessage(circle, sink), archive.people(circle), zone);
    }

    /// One circle as it is on platforms.
    Venue venue(Engagement engagement) {
        Circle circle = engagement.circle();
        return new Venue(
                circle,
                engagement.company(),
                new Venue.Records(
                        archive.live(circle),
                        () -> archive.people(circle),
                        engagement.models()::casts),
                engagement::habit,
                () -> configuration.get().circles().getOrDefault(circle, CircleSettings.DEFAULT));
    }

    /// What was said in all circles, and by those who are forgotten.
    LeakGuard leaks() {
        LeakGuard leaks = new LeakGuard(SaltFile.in(home, archive));
        for (Circle circle : archive.circles()) {
            archive.forEachMessage(circle, message -> leaks.add(circle, message.text()));
        }
        leaks.forgotten(archive.forgottenPassages());
        return leaks;
    }
}
