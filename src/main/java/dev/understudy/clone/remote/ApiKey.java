package dev.understudy.clone.remote;

import dev.understudy.clone.voice.RemoteSettings;
import dev.understudy.settings.UserError;
import java.util.regex.Pattern;

/// What a server knows us by. It shows itself nowhere but in the header of a request.
public final class ApiKey {
    private static final Pattern PRINTABLE = Pattern.compile("[!-~]+");

    private final String secret;
    private final String source;

    /// Throws UserError, without anything of it, when `secret` cannot be sent in a header.
    ///
    /// @param source where it was found: a variable of the environment, or a file
    public ApiKey(String secret, String source) {
        this.secret = secret.strip();
        this.source = source;
        if (!PRINTABLE.matcher(this.secret).matches()) {
            throw new UserError(
                    source + " holds no API key: one is a single line without spaces.",
                    "Put the key of the engine's server there, alone; a server without one needs"
                            + " neither %s nor a token-file.".formatted(RemoteSettings.VARIABLE));
        }
    }

    /// What goes into the header `Authorization`.
    String authorization() {
        return "Bearer " + secret;
    }

    @Override
    public String toString() {
        return "the API key in " + source;
    }
}
