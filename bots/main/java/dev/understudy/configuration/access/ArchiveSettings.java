package dev.understudy.configuration.access;

import dev.understudy.archive.connection.Server;
import dev.understudy.settings.UserError;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where everything that was said is kept.
///
/// @param url of a PostgreSQL database; a file in the data folder when empty
/// @param user whom its server knows
/// @param passwordFile holds the password; the environment comes first
public record ArchiveSettings(
        Optional<String> url, Optional<String> user, Optional<Path> passwordFile) {
    /// The variable of the environment that holds the password.
    public static final String VARIABLE = "UNDERSTUDY_DATABASE_PASSWORD";

    /// A file in the data folder.
    public static final ArchiveSettings DEFAULT =
            new ArchiveSettings(Optional.empty(), Optional.empty(), Optional.empty());

    public ArchiveSettings {
        if (url.isEmpty() && (user.isPresent() || passwordFile.isPresent())) {
            throw new UserError(
                    "archive has a user or a password-file, and no url to log in at.",
                    "Name the database: archive.url; or leave all three out for a file in the data"
                            + " folder.");
        }
    }

    /// The database, with its password; empty when the archive is a file.
    ///
    /// Throws UserError when the password cannot be read.
    ///
    /// @param environment variables by name
    public Optional<Server> server(Map<String, String> environment) {
        return url.map(address -> new Server(address, user, password(environment)));
    }

    private Optional<String> password(Map<String, String> environment) {
        Optional<String> said =
                Optional.ofNullable(environment.get(VARIABLE)).filter(text -> !text.isEmpty());
        return said.isPresent() ? said : secretFile().map(SecretFile::secret);
    }

    /// The file with the password, if one is named.
    public Optional<SecretFile> secretFile() {
        return passwordFile.map(path -> new SecretFile(path, "password"));
    }
}
