package dev.understudy.clone.voice;

import dev.understudy.settings.UserError;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// A server of completions in OpenAI's manner, which computes what clones say.
///
/// @param url what its addresses begin with, as in `http://gpu:8000/v1`
/// @param tokenFile holds its API key; the environment comes first
public record RemoteSettings(URI url, Optional<Path> tokenFile, Times times) {
    /// The variable of the environment that holds the API key.
    public static final String VARIABLE = "UNDERSTUDY_ENGINE_TOKEN";

    /// How long it may take.
    ///
    /// @param connect for a connection to come about
    /// @param firstToken from the question to the first token of a reply
    /// @param betweenTokens from one token to the next
    /// @param wholeReply from the question to the end of the reply, with all that is asked again
    public record Times(
            Duration connect, Duration firstToken, Duration betweenTokens, Duration wholeReply) {
        /// More than a server needs that has others to serve, too.
        public static final Times DEFAULT =
                new Times(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(2));

        public Times {
            if (!connect.isPositive()
                    || !firstToken.isPositive()
                    || !betweenTokens.isPositive()
                    || !wholeReply.isPositive()) {
                throw new UserError(
                        "engine.remote gives its server no time; accepted: above 0.",
                        "Leave the times out for the defaults.");
            }
        }
    }

    public RemoteSettings {
        if (!isAddress(url)) {
            throw new UserError(
                    "engine.remote.url is no address of a server; accepted: http://… or"
                            + " https://….",
                    "As in http://gpu.example.org:8000/v1");
        }
    }

    private static boolean isAddress(URI url) {
        return ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                && url.getHost() != null
                && url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
    }
}
