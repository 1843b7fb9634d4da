package dev.understudy.telegram;

import dev.understudy.settings.UserError;
import java.net.URI;
import org.telegram.telegrambots.meta.TelegramUrl;

/// A bot's account at Telegram.
///
/// @param token as BotFather gives it; never shown
/// @param api address of the Bot API: Telegram's own, or a server that speaks the same
public record TelegramAccount(String token, URI api) {
    private static final URI OFFICIAL = URI.create("https://api.telegram.org");

    public TelegramAccount {
        if (!token.matches("[\\x21-\\x7e&&[^/?#]]+")) {
            throw new UserError(
                    "The Telegram token is not one: it is empty, or holds spaces or slashes.",
                    "Copy the line that @BotFather gives for /token, such as 123456:ABC-DEF.");
        }
        boolean web = "https".equals(api.getScheme()) || "http".equals(api.getScheme());
        boolean bare = api.getPath() == null || api.getPath().matches("/?");
        if (!web || api.getHost() == null || !bare || api.getRawQuery() != null) {
            throw new UserError(
                    "The address of Telegram's API is no scheme, host and port alone.",
                    "Give one such as " + OFFICIAL + " or http://127.0.0.1:8081.");
        }
    }

    /// The account of `token` at Telegram itself. Throws UserError when it cannot be a token.
    public static TelegramAccount of(String token) {
        return new TelegramAccount(token, OFFICIAL);
    }

    TelegramUrl url() {
        int usual = api.getScheme().equals("https") ? 443 : 80;
        return TelegramUrl.builder()
                .schema(api.getScheme())
                .host(api.getHost())
                .port(api.getPort() < 0 ? usual : api.getPort())
                .testServer(false)
                .build();
    }

    /// `text` without the token.
    String masked(String text) {
        return text.replace(token, "…");
    }

    @Override
    public String toString() {
        return "TelegramAccount[token=…, api=" + api + "]";
    }
}
