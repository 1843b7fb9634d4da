package dev.understudy.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.chat.Platform;
import dev.understudy.configuration.Platforms.Discord;
import dev.understudy.configuration.Platforms.Telegram;
import dev.understudy.configuration.Platforms.Use;
import dev.understudy.configuration.access.Token;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {
    private static final String SECRET = "123456789:AAFinvented-invented-invented-invented";

    @TempDir Path folder;

    private Path file(String content, String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve("bot.token"), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static Platforms telegram(Use use, Optional<Path> file) {
        return new Platforms(Discord.DEFAULT, new Telegram(use, file, Optional.empty()));
    }

    @Test
    void theEnvironmentComesFirst() throws IOException {
        Path file = file("other:" + SECRET, "rw-------");
        Tokens tokens =
                new Tokens(
                        Map.of("UNDERSTUDY_TELEGRAM_TOKEN", " " + SECRET + "\n"),
                        telegram(Use.AUTO, Optional.of(file)));
        Token token = tokens.find(Platform.TELEGRAM).orElseThrow();
        assertThat(token.secret()).isEqualTo(SECRET);
        assertThat(token).hasToString("the token in UNDERSTUDY_TELEGRAM_TOKEN");
        assertThat(tokens.find(Platform.DISCORD)).isEmpty();
        assertThat(tokens.find(Platform.PLAIN)).isEmpty();
    }

    @Test
    void aFileHoldsTheTokenAlone() throws IOException {
        Path file = file(SECRET + "\n", "rw-------");
        Token token =
                new Tokens(Map.of(), telegram(Use.AUTO, Optional.of(file)))
                        .find(Platform.TELEGRAM)
                        .orElseThrow();
        assertThat(token).isEqualTo(new Token(SECRET, file.toString(), false));
    }

    @Test
    void aFileThatOthersMayReadIsNoticed() throws IOException {
        for (String permissions : new String[] {"rw-r-----", "rw----r--"}) {
            Path file = file(SECRET, permissions);
            assertThat(
                            new Tokens(Map.of(), telegram(Use.AUTO, Optional.of(file)))
                                    .find(Platform.TELEGRAM))
                    .get()
                    .extracting(Token::exposed)
                    .isEqualTo(true);
        }
    }

    @Test
    void aPlatformThatIsOffHasNoToken() {
        Map<String, String> environment = Map.of("UNDERSTUDY_TELEGRAM_TOKEN", SECRET);
        assertThat(
                        new Tokens(environment, telegram(Use.OFF, Optional.empty()))
                                .find(Platform.TELEGRAM))
                .isEmpty();
    }

    @Test
    void aPlatformThatIsOnNeedsOne() {
        Tokens none = new Tokens(Map.of(), telegram(Use.ON, Optional.empty()));
        assertThatThrownBy(() -> none.find(Platform.TELEGRAM))
                .isInstanceOfSatisfying(
                        UserError.class,
                        error -> {
                            assertThat(error.problem())
                                    .isEqualTo(
                                            "platforms.telegram is enabled, and there is no token"
                                                    + " for it.");
                            assertThat(error.remedy()).contains("UNDERSTUDY_TELEGRAM_TOKEN");
                        });
    }

    @Test
    void whatIsNoTokenIsNotRepeated() throws IOException {
        for (String content : new String[] {"", SECRET + " " + SECRET, "x".repeat(5000), "тайна"}) {
            Path file = file(content, "rw-------");
            Tokens tokens = new Tokens(Map.of(), telegram(Use.AUTO, Optional.of(file)));
            assertThatThrownBy(() -> tokens.find(Platform.TELEGRAM))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("bot.token")
                    .hasMessageNotContainingAny("AAF", "xxx", "тайна");
        }
        Tokens missing =
                new Tokens(Map.of(), telegram(Use.AUTO, Optional.of(folder.resolve("none"))));
        assertThatThrownBy(() -> missing.find(Platform.TELEGRAM))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void theEnvironmentIsNotShown() {
        Tokens tokens =
                new Tokens(
                        Map.of("UNDERSTUDY_TELEGRAM_TOKEN", SECRET, "OTHER", "x"),
                        Platforms.DEFAULT);
        assertThat(tokens.toString()).doesNotContain("AAF");
    }
}
