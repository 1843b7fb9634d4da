package dev.understudy.cli.doctor;

import dev.understudy.chat.Platform;
import dev.understudy.cli.serving.Accounts;
import dev.understudy.configuration.Configuration;
import dev.understudy.configuration.access.Token;
import dev.understudy.discord.DiscordDoor;
import dev.understudy.stage.door.Finding;
import dev.understudy.telegram.TelegramDoor;
import java.util.List;
import java.util.Map;

/// How a platform is asked what is missing there.
@FunctionalInterface
interface Examination {
    /// What is missing before clones can speak; empty when nothing is. Throws UserError when the
    /// platform cannot be asked.
    List<Finding> of(Configuration configuration, Token token);

    /// Those of all platforms that can be asked.
    static Map<Platform, Examination> ofPlatforms() {
        return Map.of(
                Platform.DISCORD,
                (configuration, token) ->
                        DiscordDoor.examine(
                                new Accounts(configuration).discord(token),
                                new Bystander(configuration)),
                Platform.TELEGRAM,
                (configuration, token) ->
                        TelegramDoor.examine(new Accounts(configuration).telegram(token)));
    }
}
