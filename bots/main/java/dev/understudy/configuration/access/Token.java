package dev.understudy.configuration.access;

import dev.understudy.settings.UserError;
import java.util.regex.Pattern;

/// What a bot logs in with. It shows itself nowhere but in [#secret].
///
/// @param secret the token itself
/// @param source where it was found: a variable of the environment, or a file
/// @param exposed whether others on this machine may read that file
public record Token(String secret, String source, boolean exposed) {
    private static final Pattern PRINTABLE = Pattern.compile("[!-~]+");

    /// Telegram's `123456:…` and Discord's three parts with dots.
    private static final Pattern SHAPE =
            Pattern.compile("\\d{3,}:[\\w-]{20,}|[\\w-]{18,}\\.[\\w-]{4,}\\.[\\w-]{20,}");

    public Token {
        if (!PRINTABLE.matcher(secret).matches()) {
            throw new UserError(
                    source + " holds no token: one is a single line without spaces.",
                    "Copy it again, whole, from Discord's developer portal or from BotFather.");
        }
    }

    /// Whether `text` has the shape of one, and must not be repeated.
    public static boolean isLike(String text) {
        return SHAPE.matcher(text).find();
    }

    @Override
    public String toString() {
        return "the token in " + source;
    }
}
