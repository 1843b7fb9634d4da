package dev.understudy.configuration;

import dev.understudy.archive.connection.Server;
import dev.understudy.archive.live.Policy;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Platform;
import dev.understudy.chat.SpeakerName;
import dev.understudy.clone.version.Retention;
import dev.understudy.clone.voice.EngineSettings;
import dev.understudy.clone.voice.Precision;
import dev.understudy.clone.voice.RemoteSettings;
import dev.understudy.clone.voice.RemoteSettings.Times;
import dev.understudy.configuration.Platforms.Discord;
import dev.understudy.configuration.Platforms.Telegram;
import dev.understudy.configuration.access.ArchiveSettings;
import dev.understudy.configuration.access.Token;
import dev.understudy.scrub.PrivateTerms;
import dev.understudy.settings.Kind;
import dev.understudy.settings.Range;
import dev.understudy.settings.UserError;
import dev.understudy.settings.yaml.Node;
import dev.understudy.settings.yaml.Section;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Makes a [Configuration] of what the file says. One thread.
///
/// @param file as its errors name it; files that it names lie beside it
record ConfigurationReader(Path file) {

    Configuration read(Node content) {
        Section whole = Section.of(content, ConfigurationReader::isSecret);
        Configuration configuration =
                new Configuration(
                        platforms(whole.section("platforms")),
                        circles(whole.section("circles")),
                        Set.copyOf(whole.list("operators", Values.OPERATOR)),
                        whole.find("notices", Values.CHANNEL),
                        manners(whole.section("manners")),
                        budgets(whole.section("budgets")),
                        privacy(whole.section("privacy")),
                        models(whole.section("models")),
                        new NightReader(file).gates(whole.section("gates")),
                        new NightReader(file).read(whole.section("nightly")),
                        archive(whole.section("archive")),
                        engine(whole.section("engine")));
        whole.end();
        return configuration;
    }

    /// Whether no error may repeat `text`.
    private static boolean isSecret(String text) {
        return Token.isLike(text) || Server.holdsSecret(text);
    }

    private Platforms platforms(Section section) {
        Section discord = account(section, Platform.DISCORD);
        Section telegram = account(section, Platform.TELEGRAM);
        Platforms platforms =
                new Platforms(
                        new Discord(
                                discord.get("enabled", Values.USE, Discord.DEFAULT.use()),
                                discord.find("token-file", Values.fileBeside(file, "token")),
                                discord.find("api", Values.address("http")),
                                discord.find("gateway", Values.address("ws"))),
                        new Telegram(
                                telegram.get("enabled", Values.USE, Telegram.DEFAULT.use()),
                                telegram.find("token-file", Values.fileBeside(file, "token")),
                                telegram.find("api", Values.address("http"))));
        discord.end();
        telegram.end();
        section.end();
        return platforms;
    }

    /// The settings of a platform, which hold no token.
    private static Section account(Section platforms, Platform platform) {
        Section account = platforms.section(platform.key());
        refuseToken(account, "token", Tokens.variable(platform));
        return account;
    }

    private static void refuseToken(Section section, String key, String variable) {
        section.place(key)
                .ifPresent(
                        place -> {
                            throw new UserError(
                                    place + ": a token does not belong in this file.",
                                    ("Take it out. Set %s, or put it alone into a file and name"
                                                    + " that as token-file.")
                                            .formatted(variable));
                        });
    }

    private static Map<Circle, CircleSettings> circles(Section section) {
        Map<Circle, CircleSettings> circles = new LinkedHashMap<>();
        Map<Place, Circle> owners = new HashMap<>();
        section.sections()
                .forEach(
                        (name, settings) -> {
                            if (!Circle.isOne(name)) {
                                throw new UserError(
                                        section.place(name).orElseThrow()
                                                + ": this cannot name a circle.",
                                        "Use 1 to 40 lower-case letters, digits and hyphens.");
                            }
                            Circle circle = new Circle(name);
                            circles.put(circle, circle(circle, settings, owners));
                        });
        return circles;
    }

    private static CircleSettings circle(
            Circle circle, Section section, Map<Place, Circle> owners) {
        Set<Place> places = new HashSet<>();
        for (Platform platform : List.of(Platform.DISCORD, Platform.TELEGRAM)) {
            String key = platform.key();
            for (Place place : section.list(key, Values.place(platform))) {
                Circle other = owners.putIfAbsent(place, circle);
                if (other != null && !other.equals(circle)) {
                    UserError shared = Configuration.shared(place, other, circle);
                    throw new UserError(
                            section.place(key).orElseThrow() + ": " + shared.problem(),
                            shared.remedy());
                }
                places.add(place);
            }
        }
        Section clones = section.section("clones");
        CircleSettings settings =
                new CircleSettings(
                        places,
                        section.get(
                                "consent",
                                Kind.choice(Policy.class),
                                CircleSettings.DEFAULT.consent()),
                        Set.copyOf(clones.list("only", Values.FRIEND)),
                        Set.copyOf(clones.list("never", Values.FRIEND)),
                        faces(section.section("faces")));
        clones.end();
        section.end();
        return settings;
    }

    private static Map<SpeakerName, URI> faces(Section section) {
        Map<SpeakerName, URI> faces = new HashMap<>();
        section.values(Values.PICTURE)
                .forEach(
                        (friend, picture) -> {
                            if (faces.put(SpeakerName.of(friend), picture) != null) {
                                throw new UserError(
                                        section.place(friend).orElseThrow()
                                                + ": this friend has a face already.",
                                        "Leave one of them out; capitals make no other name.");
                            }
                        });
        return faces;
    }

    private static Manners manners(Section section) {
        Manners standard = Manners.DEFAULT;
        Manners manners =
                new Manners(
                        section.get(
                                "temperature",
                                Manners.TEMPERATURE.numbers(),
                                standard.temperature()),
                        section.get("top-p", Manners.TOP_P.numbers(), standard.topP()),
                        section.get(
                                "talkativeness",
                                Manners.TALKATIVENESS.numbers(),
                                standard.talkativeness()),
                        section.get("pace", Manners.PACE.numbers(), standard.pace()),
                        section.get("links", Kind.yesNo(), standard.links()),
                        section.list("blocked-words", Values.WORD),
                        section.list("blocked-patterns", Values.PATTERN),
                        section.get("mark", Values.MARK, standard.mark()),
                        section.get("private-messages", Kind.yesNo(), standard.privateMessages()),
                        section.get("silence", Values.SILENCE, standard.silence()));
        section.end();
        return manners;
    }

    private static Budgets budgets(Section section) {
        Budgets standard = Budgets.DEFAULT;
        Kind<Long> perMinute = Budgets.PER_MINUTE.wholeNumbers();
        Budgets budgets =
                new Budgets(
                        whole(section, "user-per-minute", perMinute, standard.userPerMinute()),
                        whole(
                                section,
                                "channel-per-minute",
                                perMinute,
                                standard.channelPerMinute()),
                        whole(
                                section,
                                "requests-per-minute",
                                perMinute,
                                standard.requestsPerMinute()),
                        whole(
                                section,
                                "scene-turns",
                                Budgets.TURNS.wholeNumbers(),
                                standard.sceneTurns()));
        section.end();
        return budgets;
    }

    private static PrivateTerms privacy(Section section) {
        PrivateTerms terms =
                new PrivateTerms(
                        section.list("words", Values.PRIVATE_WORD),
                        section.list("patterns", Values.PRIVATE_PATTERN));
        section.end();
        return terms;
    }

    private static Retention models(Section section) {
        Retention standard = Retention.DEFAULT;
        Retention models =
                new Retention(
                        whole(section, "keep", Retention.COUNT.wholeNumbers(), standard.count()),
                        whole(
                                section,
                                "keep-days",
                                Retention.DAYS.wholeNumbers(),
                                standard.days()));
        section.end();
        return models;
    }

    private EngineSettings engine(Section section) {
        EngineSettings engine =
                new EngineSettings(
                        section.get(
                                "precision",
                                Kind.choice(Precision.class),
                                EngineSettings.DEFAULT.precision()),
                        number(section, "model-memory", EngineSettings.MEGABYTES),
                        number(section, "talk-memory", EngineSettings.MEGABYTES),
                        section.get(
                                        "candidates",
                                        EngineSettings.CANDIDATES.wholeNumbers(),
                                        (long) EngineSettings.DEFAULT.candidates())
                                .intValue(),
                        section.find("metrics", Values.LISTENING),
                        remote(section.section("remote")));
        section.end();
        return engine;
    }

    private static OptionalLong number(Section section, String key, Range range) {
        return section.find(key, range.wholeNumbers())
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /// The server that computes; empty where none is named. Its API key is not there.
    private Optional<RemoteSettings> remote(Section section) {
        for (String key : List.of("token", "key", "api-key")) {
            refuseToken(section, key, RemoteSettings.VARIABLE);
        }
        Times standard = Times.DEFAULT;
        Kind<Duration> time = Values.SILENCE;
        Optional<URI> url = section.find("url", Values.address("http"));
        Optional<Path> tokenFile = section.find("token-file", Values.fileBeside(file, "API key"));
        Times times =
                new Times(
                        standard.connect(),
                        section.get("first-token", time, standard.firstToken()),
                        section.get("between-tokens", time, standard.betweenTokens()),
                        section.get("whole-reply", time, standard.wholeReply()));
        section.end();
        if (url.isEmpty() && (tokenFile.isPresent() || !times.equals(standard))) {
            throw new UserError(
                    "engine.remote has no url: where the server is.",
                    "Name it, as in http://gpu.example.org:8000/v1, or leave remote out to compute"
                            + " here.");
        }
        return url.map(address -> new RemoteSettings(address, tokenFile, times));
    }

    /// Where the archive is; the password is not there.
    private ArchiveSettings archive(Section section) {
        Optional<String> place = section.place("password");
        if (section.find("url", Values.TEXT).filter(Server::holdsSecret).isPresent()) {
            place = section.place("url");
        }
        place.ifPresent(
                where -> {
                    throw new UserError(
                            where + ": a password does not belong in this file.",
                            ("Take it out. Set %s, or put it alone into a file and name that as"
                                            + " password-file.")
                                    .formatted(ArchiveSettings.VARIABLE));
                });
        ArchiveSettings archive =
                new ArchiveSettings(
                        section.find("url", Values.DATABASE),
                        section.find("user", Values.TEXT),
                        section.find("password-file", Values.fileBeside(file, "password")));
        section.end();
        return archive;
    }

    static int whole(Section section, String key, Kind<Long> kind, int standard) {
        return Math.toIntExact(section.get(key, kind, (long) standard));
    }
}
