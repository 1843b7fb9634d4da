package dev.understudy.configuration;

import dev.understudy.chat.Circle;
import dev.understudy.clone.night.NightSettings;
import dev.understudy.clone.night.NightSettings.Learning;
import dev.understudy.clone.night.NightSettings.Runs;
import dev.understudy.clone.night.NightSettings.Time;
import dev.understudy.clone.version.GateSettings;
import dev.understudy.settings.Kind;
import dev.understudy.settings.Kind.Portion;
import dev.understudy.settings.UserError;
import dev.understudy.settings.yaml.Section;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Reads what is said about nights: the sections `nightly` and `gates`. One thread.
///
/// @param file folders that it names lie beside it
record NightReader(Path file) {
    private static final Kind<Portion> REPLAY =
            Kind.portion(
                    "a share, 0% to 100%", share -> share.amount() >= 0 && share.amount() <= 1);

    private static final Kind<Double> EPOCHS =
            Kind.real("above 0, up to 100", number -> number > 0 && number <= 100);

    private static final Kind<Double> RATE =
            Kind.real("above 0, up to 1", number -> number > 0 && number <= 1);

    /// Whether it ever comes is told when nights are planned.
    private static final Kind<String> CRON =
            Kind.of(
                    "one time of the day as in cron: \"0 4 * * *\" is every night at four",
                    text ->
                            Optional.of(text.strip())
                                    .filter(line -> line.matches("(\\S+\\s+){4,5}\\S+")));

    private static final Kind<ZoneId> ZONE =
            Kind.of(
                    "a time zone, as in Europe/Berlin",
                    text ->
                            ZoneId.getAvailableZoneIds().contains(text)
                                    ? Optional.of(ZoneId.of(text))
                                    : Optional.empty());

    /// Throws UserError, with the line, for what cannot be meant.
    NightSettings read(Section section) {
        NightSettings standard = NightSettings.DEFAULT;
        Learning learning = standard.learning();
        ZoneId zone = section.find("zone", ZONE).orElseGet(ZoneId::systemDefault);
        NightSettings nightly =
                new NightSettings(
                        section.find("at", CRON).map(line -> new Time(line, zone)),
                        watched(section.section("watch")),
                        ConfigurationReader.whole(
                                section,
                                "new-messages",
                                NightSettings.NEW_MESSAGES.wholeNumbers(),
                                standard.newMessages()),
                        new Learning(
                                section.get("replay", REPLAY, new Portion(learning.replay(), true))
                                        .amount(),
                                section.get("epochs", EPOCHS, learning.epochs()),
                                section.find("learning-rate", RATE),
                                ConfigurationReader.whole(
                                        section,
                                        "canaries",
                                        NightSettings.CANARIES.wholeNumbers(),
                                        learning.canaries())),
                        section.get("runs", Kind.choice(Runs.class), standard.runs()));
        section.end();
        return nightly;
    }

    private Map<Circle, Path> watched(Section section) {
        Map<Circle, Path> watched = new HashMap<>();
        section.values(Kind.text("a folder, or an export"))
                .forEach(
                        (circle, path) -> {
                            if (!Circle.isOne(circle)) {
                                throw new UserError(
                                        section.place(circle).orElseThrow()
                                                + ": this cannot name a circle.",
                                        "Use 1 to 40 lower-case letters, digits and hyphens.");
                            }
                            watched.put(new Circle(circle), file.resolveSibling(path).normalize());
                        });
        return watched;
    }

    /// What the section `gates` says. Throws UserError, with the line, for what cannot be meant.
    GateSettings gates(Section section) {
        GateSettings standard = GateSettings.DEFAULT;
        GateSettings gates =
                new GateSettings(
                        share(section, "loss-margin", standard.lossMargin()),
                        share(section, "friend-loss-margin", standard.friendLossMargin()),
                        ConfigurationReader.whole(
                                section,
                                "friend-tokens",
                                GateSettings.TOKENS.wholeNumbers(),
                                standard.friendTokens()),
                        share(section, "empty", standard.empty()),
                        share(section, "repetition", standard.repetition()),
                        share(section, "copies", standard.copies()),
                        share(section, "canaries", standard.canaries()),
                        share(section, "fault-margin", standard.faultMargin()),
                        share(section, "attribution-margin", standard.attributionMargin()),
                        section.get(
                                "over-chance", GateSettings.TIMES.numbers(), standard.overChance()),
                        section.get("flood", GateSettings.TIMES.numbers(), standard.flood()));
        section.end();
        return gates;
    }

    private static double share(Section section, String key, double standard) {
        return section.get(key, Values.SHARE, new Kind.Portion(standard, true)).amount();
    }
}
