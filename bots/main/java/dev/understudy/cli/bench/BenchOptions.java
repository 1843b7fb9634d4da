package dev.understudy.cli.bench;

import dev.understudy.cli.training.TrainingOptions;
import dev.understudy.model.Gpt2Size;
import dev.understudy.recipe.Key;
import dev.understudy.recipe.Keys;
import dev.understudy.recipe.Layer;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;

/// Those settings of a training that decide how fast it is and what memory it takes, as options of
/// a command; [TrainingOptions#said] reads what was typed.
public final class BenchOptions implements IModelTransformer {
    private static final List<Key<?>> KEYS =
            List.of(
                    Keys.BATCH,
                    Keys.ACCUMULATION,
                    Keys.BLOCK,
                    Keys.OPTIMIZER,
                    Keys.CLIP,
                    Keys.DROPOUT,
                    Keys.DEVICE,
                    Keys.PRECISION,
                    Keys.GRADIENT_CHECKPOINTING);

    /// Below the options of the command itself, above those of all commands.
    private static final int PLACE = 10;

    @Override
    public CommandSpec transform(CommandSpec command) {
        ArgGroupSpec.Builder section =
                ArgGroupSpec.builder()
                        .heading("%nTraining, as in understudy train:%n")
                        .order(PLACE)
                        .validate(false);
        Map<String, String> defaults =
                Subject.recipe(Gpt2Size.GPT2.config(), Layer.of("nothing")).values();
        int order = 0;
        for (Key<?> key : KEYS) {
            String description = key.usage().sentence() + " Default: " + defaults.get(key.name());
            section.addArg(TrainingOptions.option(key, description, order++));
        }
        return command.addArgGroup(section.build());
    }
}
