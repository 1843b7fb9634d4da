package dev.understudy.archive.connection;

import dev.understudy.settings.UserError;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A PostgreSQL database that several processes share. It shows no password.
///
/// @param url as in `jdbc:postgresql://db.example.org:5432/understudy`, with the driver's own
///   settings behind it
/// @param user whom the server knows; the system's user when empty
/// @param password empty where the server asks for none
public record Server(String url, Optional<String> user, Optional<String> password) {
    private static final Pattern SHAPE =
            Pattern.compile("jdbc:postgresql://([^/?#@\\s]+)/([^/?#@\\s]+)(\\?[^\\s#]*)?");

    /// Settings of the driver that hold a secret.
    private static final Pattern SECRET = Pattern.compile("(?i)[?&][^=&]*password[^=&]*=");

    public Server {
        if (!isUrl(url)) {
            throw new UserError(
                    "The address of the archive's database is none.",
                    "Write it as in jdbc:postgresql://db.example.org:5432/understudy.");
        }
    }

    /// Whether `url` is the address of such a database, and holds nobody's password.
    public static boolean isUrl(String url) {
        return SHAPE.matcher(url).matches() && !holdsSecret(url);
    }

    /// Whether `text` has a password in it, or a user that comes with one, and must not be
    /// repeated.
    public static boolean holdsSecret(String text) {
        return SECRET.matcher(text).find()
                || (text.toLowerCase(Locale.ROOT).contains("postgres") && text.contains("@"));
    }

    /// Where it is, as people say it: `understudy on db.example.org:5432`.
    public String place() {
        Matcher parts = SHAPE.matcher(url);
        return parts.matches() ? parts.group(2) + " on " + parts.group(1) : "";
    }

    @Override
    public String toString() {
        return place();
    }
}
