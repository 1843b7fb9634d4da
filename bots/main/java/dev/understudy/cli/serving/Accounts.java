package dev.understudy.cli.serving;

import dev.understudy.configuration.Configuration;
import dev.understudy.configuration.Platforms;
import dev.understudy.configuration.access.Token;
import dev.understudy.discord.DiscordAccount;
import dev.understudy.telegram.TelegramAccount;

/// The accounts that the settings speak of.
public record Accounts(Configuration configuration) {

    /// The account on Discord.
    public DiscordAccount discord(Token token) {
        Platforms.Discord said = configuration.platforms().discord();
        return new DiscordAccount(token.secret(), said.api(), said.gateway());
    }

    /// The account on Telegram.
    public TelegramAccount telegram(Token token) {
        TelegramAccount official = TelegramAccount.of(token.secret());
        return configuration
                .platforms()
                .telegram()
                .api()
                .map(api -> new TelegramAccount(token.secret(), api))
                .orElse(official);
    }
}
