package dev.understudy.cli.corpus;

import dev.understudy.chat.Circle;
import dev.understudy.cli.console.Workplace;
import dev.understudy.cli.storage.ConfigOption;
import dev.understudy.cli.storage.Records;
import dev.understudy.cli.training.Material;
import dev.understudy.cli.training.Permission;
import dev.understudy.cli.training.TrainingOptions;
import dev.understudy.cli.training.TrainingSession;
import dev.understudy.corpus.Corpus;
import dev.understudy.finetune.TrainingRun;
import dev.understudy.recipe.Layer;
import dev.understudy.recipe.Presets;
import dev.understudy.recipe.Recipe;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `understudy corpus build`: what training would learn from, in a folder.
@Command(
        name = "build",
        header = "Build a circle's corpus, and say what is in it and what is not.",
        description = {
            "",
            "Writes train.bin and val.bin (unsigned 16-bit token ids, as nanoGPT reads them),"
                    + " tokenizer.json and corpus.json. The same messages and settings give the"
                    + " same bytes."
        },
        footer = {
            "",
            "Example:",
            "  understudy corpus build --circle friends --base gpt2 --ceiling 40%%"
        },
        customSynopsis = "understudy corpus build --circle=<name> [OPTIONS]",
        modelTransformer = CorpusOptions.class)
final class BuildCommand implements Runnable {
    @ParentCommand private @Nullable CorpusCommand corpus;
    @Spec private CommandSpec spec;

    @Option(
            names = "--circle",
            paramLabel = "<name>",
            required = true,
            order = 0,
            description = "The circle whose messages to take.")
    private Circle circle;

    @Option(
            names = "--out",
            paramLabel = "<folder>",
            order = 1,
            description =
                    "Write it here. Default: corpora/<name> in the data folder, where corpus show"
                            + " and export look first.")
    private @Nullable Path out;

    @Option(
            names = "--preset",
            paramLabel = "<name>",
            order = 2,
            description = "Take the settings of this preset, or of a file, as train does.")
    private @Nullable String preset;

    @Option(
            names = "--dry-run",
            order = 3,
            description = "Only say what would be in it; leave nothing.")
    private boolean dryRun;

    @Mixin private ConfigOption config = new ConfigOption();

    @Override
    public void run() {
        Workplace workplace = CorpusCommand.of(corpus);
        Recipe recipe = recipe();
        Home home = workplace.home();
        Path folder = out == null ? home.corpus(circle.name()) : out;
        CorpusFolder.requireOurs(folder);
        Permission permission = new Permission(home, circle, config.settings(home));
        TrainingSession session =
                new TrainingSession(permission, workplace.streams(), Clock.systemUTC());
        try (Records.Held records = permission.records().open()) {
            Material material = permission.messages(records.archive());
            if (dryRun) {
                TrainingRun.preview(
                        home.corpus(circle.name()),
                        beside -> session.corpus(recipe, material, beside),
                        this::report);
                return;
            }
            report(session.corpus(recipe, material, folder));
        }
        workplace.streams().out().println("The corpus is in " + folder + ".");
    }

    private void report(Corpus built) {
        CorpusCommand.of(corpus).streams().out().println(CardTable.of(built.card()));
    }

    /// What cannot be meant is wrong usage, found before anything is touched.
    private Recipe recipe() {
        try {
            Layer said = TrainingOptions.said(spec.commandLine().getParseResult());
            if (preset == null) {
                return Recipe.of("", said);
            }
            Layer named = Presets.load(preset);
            return Recipe.of(named.name(), named, said);
        } catch (UserError wrong) {
            throw new ParameterException(spec.commandLine(), wrong.problem(), wrong);
        }
    }
}
