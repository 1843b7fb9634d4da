package dev.understudy.cli.training;

import dev.understudy.recipe.Key;
import dev.understudy.recipe.Keys;
import dev.understudy.recipe.Layer;
import dev.understudy.recipe.Layer.Given;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// Every setting of a training as an option of a command, made from the list of [Keys]: so
/// `--learning-rate 1e-4` is `--set learning-rate=1e-4`.
public final class TrainingOptions implements IModelTransformer {
    private static final String SET = "--set";

    /// Below the options of the command itself, above those of all commands.
    private static final int FIRST = 10;

    @Override
    public CommandSpec transform(CommandSpec command) {
        command.addOption(
                OptionSpec.builder(SET)
                        .paramLabel("<key>=<value>")
                        .description("Set any of the settings below by its name.")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .order(FIRST - 1)
                        .build());
        int place = FIRST;
        for (Key.Group group : Key.Group.values()) {
            ArgGroupSpec.Builder section =
                    ArgGroupSpec.builder()
                            .heading("%n" + group.title() + ":%n")
                            .order(place++)
                            .validate(false);
            int order = 0;
            for (Key<?> key : Keys.all()) {
                if (key.group() == group) {
                    section.addArg(option(key, key.description(), order++));
                }
            }
            command.addArgGroup(section.build());
        }
        return command;
    }

    /// One setting as an option, in the `order` of its section.
    public static OptionSpec option(Key<?> key, String description, int order) {
        OptionSpec.Builder option =
                OptionSpec.builder("--" + key.name())
                        .paramLabel(key.usage().value())
                        .description(description.replace("%", "%%"))
                        .type(String.class)
                        .order(order);
        if (!key.kind().choices().isEmpty()) {
            option.completionCandidates(key.kind().choices());
        }
        return option.build();
    }

    /// What was typed of the settings that the command has: options' values and those of `--set`.
    /// Throws UserError as [Layer#of(String, List)].
    public static Layer said(ParseResult typed) {
        List<Given> given = new ArrayList<>();
        for (Key<?> key : Keys.all()) {
            String option = "--" + key.name();
            if (typed.hasMatchedOption(option)) {
                String value = typed.matchedOptionValue(option, "");
                given.add(new Given(key.name(), value, ""));
            }
        }
        List<String> pairs = typed.matchedOptionValue(SET, List.of());
        pairs.stream().map(Given::of).forEach(given::add);
        return Layer.of("Set", given);
    }
}
