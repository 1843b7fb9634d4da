package dev.understudy.cli;

import dev.understudy.chat.Circle;
import dev.understudy.chat.SpeakerName;
import dev.understudy.cli.storage.ConfigOption;
import dev.understudy.cli.training.Permission;
import dev.understudy.clone.Models;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `understudy chat`: a circle's clones at the terminal.
@Command(
        name = "chat",
        header = "Talk with a circle's clones.",
        description = {
            "",
            "/clone alice lets Alice's clone answer each line; /help lists the rest. Lines may come"
                    + " through a pipe as well."
        },
        footer = {"", "Example:", "  understudy chat --circle friends"})
final class ChatCommand implements Runnable {
    @ParentCommand private @Nullable Understudy understudy;

    @Option(
            names = "--circle",
            paramLabel = "<name>",
            required = true,
            description = "The circle whose clones to talk with.")
    private Circle circle;

    @Option(
            names = "--as",
            paramLabel = "<name>",
            description = "Be this person to the clones. Default: ${DEFAULT-VALUE}")
    private String you = "You";

    @Mixin private ConfigOption config = new ConfigOption();

    @Override
    public void run() {
        Understudy parent = Understudy.parentOf(understudy);
        Home home = parent.home();
        Path live =
                new Models(home.model(circle.name())).live().orElseThrow(() -> untrained(circle));
        new Performance(
                        home,
                        parent.streams(),
                        SpeakerName.of(you),
                        played -> new Permission(home, played, config.settings(home)))
                .chat(live);
    }

    private static UserError untrained(Circle circle) {
        return new UserError(
                "The circle " + circle + " has no model yet.",
                "Train one: understudy train --circle " + circle);
    }
}
