package dev.understudy.configuration;

import dev.understudy.chat.Platform;
import dev.understudy.configuration.Platforms.Use;
import dev.understudy.configuration.access.SecretFile;
import dev.understudy.configuration.access.Token;
import dev.understudy.settings.UserError;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Where bots' tokens come from: the environment, else a file that holds nothing else.
///
/// @param environment variables by name
/// @param platforms what the settings say
public record Tokens(Map<String, String> environment, Platforms platforms) {
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
            default -> Optional.empty();
        };
    }

    private static Token read(Path file) {
        SecretFile secret = new SecretFile(file, "token");
        return new Token(secret.secret(), file.toString(), secret.isExposed());
    }

    /// Without the environment, which holds secrets.
    @Override
    public String toString() {
        return "the tokens for " + platforms;
    }
}
