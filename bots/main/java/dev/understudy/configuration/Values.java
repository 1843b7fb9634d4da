package dev.understudy.configuration;

import dev.understudy.archive.connection.Server;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Platform;
import dev.understudy.chat.SpeakerName;
import dev.understudy.clone.version.GateSettings;
import dev.understudy.configuration.Platforms.Use;
import dev.understudy.configuration.access.Token;
import dev.understudy.scrub.PrivateTerms;
import dev.understudy.scrub.Scrubber;
import dev.understudy.settings.Kind;
import dev.understudy.settings.UserError;
import dev.understudy.stage.guard.GuardSettings;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How the values of `understudy.yml` are spelled.
final class Values {
    static final Kind<Use> USE =
            Kind.of(
                    "auto, yes, no",
                    text ->
                            switch (text.toLowerCase(Locale.ROOT)) {
                                case "auto" -> Optional.of(Use.AUTO);
                                case "yes", "true", "on" -> Optional.of(Use.ON);
                                case "no", "false", "off" -> Optional.of(Use.OFF);
                                case String _ -> Optional.empty();
                            });

    static final Kind<Handle> OPERATOR =
            Kind.of(
                    "a person's number, as in discord:112233445566778899 or telegram:user99",
                    Values::operator);

    static final Kind<Place> CHANNEL =
            Kind.of(
                    "a channel, as in discord:112233445566778899 or telegram:-1001234567890, or a"
                            + " private chat, as in telegram:user99",
                    Place::of);

    static final Kind<SpeakerName> FRIEND =
            Kind.of("a friend's name", text -> name(text).map(SpeakerName::of));

    static final Kind<URI> PICTURE =
            Kind.of(
                    "the address of a picture, https://…",
                    text ->
                            uri(text)
                                    .filter(uri -> uri.getHost() != null)
                                    .filter(uri -> uri.getRawUserInfo() == null)
                                    .filter(uri -> uri.getScheme().matches("https?")));

    static final Kind<String> WORD =
            Kind.of(
                    "a word or several",
                    text -> usable(text, new GuardSettings(false, List.of(text), List.of())));

    static final Kind<String> PATTERN =
            Kind.of(
                    "a regular expression, without look-around and back references, that does not"
                            + " fit everything",
                    text -> usable(text, new GuardSettings(false, List.of(), List.of(text))));

    static final Kind<String> PRIVATE_WORD =
            Kind.of(
                    "a word or several",
                    text -> usable(text, new PrivateTerms(List.of(text), List.of())));

    static final Kind<String> PRIVATE_PATTERN =
            Kind.of(
                    "a regular expression, without look-around and back references, that needs a"
                            + " character",
                    text -> usable(text, new PrivateTerms(List.of(), List.of(text))));

    static final Kind<String> MARK =
            Kind.of(
                    "one line of 1 to " + Manners.LONGEST_MARK + " characters",
                    text -> Optional.of(text).filter(Manners::isMark));

    static final Kind<String> TEXT =
            Kind.of("a word", text -> Optional.of(text).filter(one -> !one.isEmpty()));

    static final Kind<String> DATABASE =
            Kind.of(
                    "a database's address, as in jdbc:postgresql://db.example.org:5432/understudy",
                    text -> Optional.of(text).filter(Server::isUrl));

    static final Kind<Kind.Portion> SHARE =
            Kind.portion("0% to 100%", share -> GateSettings.SHARE.holds(share.amount()));

    static final Kind<Duration> SILENCE = Kind.time("above 0", Duration::isPositive);

    static final Kind<InetSocketAddress> LISTENING =
            Kind.of(
                    "a port, as in 9464, or one of an address of this machine, as in 0.0.0.0:9464",
                    Values::listening);

    private Values() {}

    static Kind<Place> place(Platform platform) {
        return Kind.of(
                switch (platform) {
                    case DISCORD -> "the number of a server or channel";
                    case TELEGRAM -> "the number of a group, as in -1001234567890";
                    default -> "";
                },
                text -> Place.of(platform, text).filter(place -> !place.id().startsWith("user")));
    }

    /// The path of a file, seen from where `file` lies.
    ///
    /// @param what the file holds
    static Kind<Path> fileBeside(Path file, String what) {
        return Kind.of(
                "the path of a file that holds the " + what + " alone",
                text -> {
                    if (text.isEmpty() || Token.isLike(text)) {
                        return Optional.empty();
                    }
                    try {
                        return Optional.of(file.resolveSibling(text).normalize());
                    } catch (InvalidPathException none) {
                        return Optional.empty();
                    }
                });
    }

    /// The address of a server that speaks `scheme`.
    static Kind<URI> address(String scheme) {
        return Kind.of(
                "an address, %s://… or %ss://…".formatted(scheme, scheme),
                text -> uri(text).filter(uri -> Platforms.isAddress(uri, scheme)));
    }

    private static Optional<InetSocketAddress> listening(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "127.0.0.1" : text.substring(0, colon);
        return Kind.number(text.substring(colon + 1), Integer::valueOf)
                .filter(port -> port >= 0 && port <= 65_535)
                .filter(_ -> host.matches("[\\w.-]+|\\[[0-9a-fA-F:.]+]"))
                .map(port -> InetSocketAddress.createUnresolved(host, port));
    }

    private static Optional<Handle> operator(String text) {
        if (text.matches("telegram:\\d{1,20}")) {
            return operator(text.replace(":", ":user"));
        }
        return Optional.of(text)
                .filter(one -> one.matches("discord:\\d+|telegram:user\\d+"))
                .flatMap(Place::of)
                .map(place -> new Handle(place.platform(), place.id()));
    }

    private static Optional<String> usable(String text, GuardSettings with) {
        try {
            with.requireUsable();
            return Optional.of(text);
        } catch (UserError unusable) {
            return Optional.empty();
        }
    }

    private static Optional<String> usable(String text, PrivateTerms with) {
        try {
            Scrubber.with(with);
            return Optional.of(text);
        } catch (UserError unusable) {
            return Optional.empty();
        }
    }

    private static Optional<String> name(String text) {
        return Optional.of(text).filter(found -> !found.isBlank());
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(new URI(text)).filter(URI::isAbsolute);
        } catch (URISyntaxException none) {
            return Optional.empty();
        }
    }
}
