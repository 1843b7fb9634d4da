package dev.understudy.configuration;

import dev.understudy.chat.Platform;
import dev.understudy.configuration.Platforms.Use;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Where bots' tokens come from: the environment, else a file that holds nothing else.
///
/// @param environment variables by name
/// @param platforms what the settings say
public record Tokens(Map<String, String> environment, Platforms platforms) {
    /// Longer files hold something else.
    private static final long LONGEST = 4096;

    public Tokens {
        environment = Map.copyOf(environment);
    }

    /// The variable of the environment that holds the token of `platform`.
    public static String variable(Platform platform) {
        return "UNDERSTUDY_" + platform.name().toUpperCase(Locale.ROOT) + "_TOKEN";
    }

    /// The token of `platform`; empty when there is none, or when the platform is switched off.
    ///
    /// Throws UserError when the platform is switched on and there is none, when the file cannot be
    /// read, and when what is there cannot be a token.
    public Optional<Token> find(Platform platform) {
        Use use = platforms.use(platform);
        if (use == Use.OFF) {
            return Optional.empty();
        }
        String variable = variable(platform);
        String said = environment.getOrDefault(variable, "").strip();
        Optional<Token> token =
                said.isEmpty()
                        ? file(platform).map(Tokens::read)
                        : Optional.of(new Token(said, variable, false));
        if (token.isEmpty() && use == Use.ON) {
            throw new UserError(
                    "platforms.%s is enabled, and there is no token for it."
                            .formatted(platform.key()),
                    "Set %s, or name a token-file; or say enabled: no.".formatted(variable));
        }
        return token;
    }

    private Optional<Path> file(Platform platform) {
        return switch (platform) {
            case DISCORD -> platforms.discord().tokenFile();
            case TELEGRAM -> platforms.telegram().tokenFile();
            case WHATSAPP, SIGNAL, IMESSAGE, PLAIN -> Optional.empty();
        };
    }

    private static Token read(Path file) {
        try {
            if (Files.size(file) > LONGEST) {
                throw new UserError(
                        file + " is too long to be a token.",
                        "Name a file that holds the token and nothing else.");
            }
            return new Token(Files.readString(file).strip(), file.toString(), isExposed(file));
        } catch (IOException unreadable) {
            throw new UserError(
                    "The token-file " + file + " cannot be read.",
                    "Put the token into it, for this user to read: chmod 600 " + file,
                    unreadable);
        }
    }

    /// Whether others than its owner may read `file`; where the system cannot tell, they may not.
    private static boolean isExposed(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return false;
        }
        return Files.getPosixFilePermissions(file).stream()
                .anyMatch(
                        permission ->
                                permission == PosixFilePermission.GROUP_READ
                                        || permission == PosixFilePermission.OTHERS_READ);
    }

    /// Without the environment, which holds secrets.
    @Override
    public String toString() {
        return "the tokens for " + platforms;
    }
}
