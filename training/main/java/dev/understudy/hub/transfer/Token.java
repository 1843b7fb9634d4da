package dev.understudy.hub.transfer;

import dev.understudy.settings.UserError;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/// What proves an account to one server, and is sent to no other. Never shown.
///
/// @param server scheme, host and port of the only server that gets it
public record Token(URI server, String secret) {
    private static final Pattern SENDABLE = Pattern.compile("[!-~]+");

    /// Throws UserError when `secret` cannot be sent in a header.
    public Token {
        secret = secret.strip();
        if (!SENDABLE.matcher(secret).matches()) {
            throw new UserError(
                    "HF_TOKEN holds what no token has: a space, a line end or a special character.",
                    "Set it to the token alone, or unset it: public models need none.");
        }
    }

    /// The `Authorization` header for a request to `target`; empty for any other server.
    Optional<String> headerFor(URI target) {
        return isSameServer(server, target) ? Optional.of("Bearer " + secret) : Optional.empty();
    }

    static boolean isSameServer(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(other.getScheme())
                && one.getHost().equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    private static int port(URI address) {
        if (address.getPort() >= 0) {
            return address.getPort();
        }
        return address.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    @Override
    public String toString() {
        return "Token[for " + server.getHost() + "]";
    }
}
