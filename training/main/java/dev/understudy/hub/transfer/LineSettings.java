package dev.understudy.hub.transfer;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// How patient a [Line] is, and what it brings along.
///
/// @param token for the one server that it is for
public record LineSettings(Timeouts timeouts, Pace pace, Proxies proxies, Optional<Token> token) {

    /// When a server counts as gone.
    ///
    /// @param connect for a connection to come about
    /// @param answer from the question to the first line of the answer
    /// @param silence between one piece of a file and the next
    public record Timeouts(Duration connect, Duration answer, Duration silence) {
        /// Slower than any hub that works.
        public static final Timeouts STANDARD =
                new Timeouts(
                        Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(60));
    }

    /// How often and how soon to ask again. Each pause is twice the one before, up to a limit, and
    /// drawn from its second half, so that many who were cut off together do not return together.
    ///
    /// @param tries in a row that bring nothing new, before giving up
    /// @param first pause
    /// @param longest pause, unless a server asks for more
    /// @param obeyed longest pause that a server may ask for
    public record Pace(int tries, Duration first, Duration longest, Duration obeyed) {
        /// Gives up after about a minute without a byte.
        public static final Pace STANDARD =
                new Pace(7, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(10));
    }

    /// The standard, with the proxies of `environment`.
    public static LineSettings of(Map<String, String> environment, Optional<Token> token) {
        return new LineSettings(Timeouts.STANDARD, Pace.STANDARD, Proxies.of(environment), token);
    }
}
