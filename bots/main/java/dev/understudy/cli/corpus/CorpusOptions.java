package dev.understudy.cli.corpus;

import dev.understudy.cli.training.TrainingOptions;
import dev.understudy.recipe.Key;
import dev.understudy.recipe.Keys;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;

/// Those settings of a training on which its corpus depends, as options of a command;
/// [TrainingOptions#said] reads what was typed.
public final class CorpusOptions implements IModelTransformer {
    private static final List<Key<?>> OTHERS =
            List.of(Keys.BASE, Keys.VOCABULARY, Keys.BLOCK, Keys.PACKING, Keys.SEED);

    /// Below the options of the command itself, above those of all commands.
    private static final int PLACE = 10;

    @Override
    public CommandSpec transform(CommandSpec command) {
        ArgGroupSpec.Builder section =
                ArgGroupSpec.builder()
                        .heading("%nCorpus, as in understudy train:%n")
                        .order(PLACE)
                        .validate(false);
        int order = 0;
        for (Key<?> key :
                Stream.concat(
                                Keys.all().stream().filter(key -> key.group() == Key.Group.CORPUS),
                                OTHERS.stream())
                        .toList()) {
            section.addArg(TrainingOptions.option(key, key.description(), order++));
        }
        return command.addArgGroup(section.build());
    }
}
