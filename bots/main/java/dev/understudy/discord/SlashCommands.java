package dev.understudy.discord;

import dev.understudy.stage.command.Parameter;
import dev.understudy.stage.command.Verb;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import net.dv8tion.jda.api.interactions.InteractionContextType;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.CommandData;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.interactions.commands.build.OptionData;

/// The stage's commands as Discord offers them while somebody types a slash.
final class SlashCommands {
    private SlashCommands() {}

    /// One for each verb that platforms have.
    static List<CommandData> all() {
        return Arrays.stream(Verb.values())
                .filter(Verb::isOnPlatforms)
                .map(SlashCommands::command)
                .toList();
    }

    private static CommandData command(Verb verb) {
        return Commands.slash(verb.word(), verb.purpose())
                .setContexts(InteractionContextType.GUILD, InteractionContextType.BOT_DM)
                .addOptions(
                        verb.parameters().stream()
                                .sorted(Comparator.comparing(parameter -> !parameter.required()))
                                .map(SlashCommands::option)
                                .toList());
    }

    private static OptionData option(Parameter parameter) {
        OptionData option =
                new OptionData(
                        type(parameter.kind()),
                        parameter.name(),
                        parameter.purpose(),
                        parameter.required(),
                        parameter.kind() == Parameter.Kind.CLONE);
        return parameter.kind() == Parameter.Kind.CHOICE
                ? option.addChoice("yes", "yes").addChoice("no", "no")
                : option;
    }

    private static OptionType type(Parameter.Kind kind) {
        return switch (kind) {
            case CLONE, TEXT, CHOICE -> OptionType.STRING;
            case NUMBER -> OptionType.NUMBER;
            case WHOLE -> OptionType.INTEGER;
        };
    }
}
