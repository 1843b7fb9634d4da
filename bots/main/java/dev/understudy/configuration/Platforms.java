package dev.understudy.configuration;

import dev.understudy.chat.Platform;
import dev.understudy.settings.UserError;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// Where clones may speak, and how these services are reached.
public record Platforms(Discord discord, Telegram telegram) {
    /// Both, as far as there are tokens.
    public static final Platforms DEFAULT = new Platforms(Discord.DEFAULT, Telegram.DEFAULT);

    /// Whether a platform is to be used.
    public enum Use {
        /// If there is a token for it.
        AUTO,
        /// Yes: a missing token is an error.
        ON,
        /// No, even with a token.
        OFF
    }

    /// Whether `platform` is to be used.
    public Use use(Platform platform) {
        return switch (platform) {
            case DISCORD -> discord.use();
            case TELEGRAM -> telegram.use();
            case WHATSAPP, SIGNAL, IMESSAGE, PLAIN -> Use.OFF;
        };
    }

    /// Discord.
    ///
    /// @param tokenFile holds the token; the environment comes first
    /// @param api address of the REST API; Discord's own when empty
    /// @param gateway address of the gateway; Discord's own when empty
    public record Discord(
            Use use, Optional<Path> tokenFile, Optional<URI> api, Optional<URI> gateway) {
        static final Discord DEFAULT =
                new Discord(Use.AUTO, Optional.empty(), Optional.empty(), Optional.empty());

        public Discord {
            api.ifPresent(address -> requireAddress("platforms.discord.api", address, "http"));
            gateway.ifPresent(
                    address -> requireAddress("platforms.discord.gateway", address, "ws"));
        }
    }

    /// Telegram.
    ///
    /// @param tokenFile holds the token; the environment comes first
    /// @param api address of the Bot API; Telegram's own when empty
    public record Telegram(Use use, Optional<Path> tokenFile, Optional<URI> api) {
        static final Telegram DEFAULT = new Telegram(Use.AUTO, Optional.empty(), Optional.empty());

        public Telegram {
            api.ifPresent(address -> requireAddress("platforms.telegram.api", address, "http"));
        }
    }

    /// Whether `address` is one of a server: `scheme` or `scheme` with an s, a host, nothing to log
    /// in with, no question.
    static boolean isAddress(URI address, String scheme) {
        return (scheme.equals(address.getScheme()) || (scheme + "s").equals(address.getScheme()))
                && address.getHost() != null
                && address.getRawUserInfo() == null
                && address.getRawQuery() == null
                && address.getRawFragment() == null;
    }

    private static void requireAddress(String key, URI address, String scheme) {
        if (!isAddress(address, scheme)) {
            throw new UserError(
                    "%s is no address of a server; accepted: %s://… or %ss://…."
                            .formatted(key, scheme, scheme),
                    "Leave it out for the service's own.");
        }
    }
}
