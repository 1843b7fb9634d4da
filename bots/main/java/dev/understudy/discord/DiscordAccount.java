package dev.understudy.discord;

import dev.understudy.settings.UserError;
import java.net.URI;
import java.util.Optional;

/// The bot's account on Discord, and where Discord is.
///
/// @param token the bot's secret; [#toString] does not tell it
/// @param rest where requests go, such as `https://discord.com/api/v10/`; empty for Discord's own
/// @param gateway where events come from, such as `wss://gateway.discord.gg/`; empty for Discord's
///   own
public record DiscordAccount(String token, Optional<URI> rest, Optional<URI> gateway) {
    /// Throws UserError when the token is empty.
    public DiscordAccount {
        token = token.strip();
        if (token.isEmpty()) {
            throw new UserError(
                    "The token of the Discord bot is empty.",
                    "Copy it from discord.com/developers/applications, Bot, Reset Token.");
        }
    }

    /// The account at Discord itself.
    public static DiscordAccount of(String token) {
        return new DiscordAccount(token, Optional.empty(), Optional.empty());
    }

    @Override
    public String toString() {
        return "DiscordAccount[token=****, rest=" + rest + ", gateway=" + gateway + "]";
    }
}
