package dev.understudy.cli.corpus;

import dev.understudy.cli.console.Workplace;
import dev.understudy.corpus.Corpus;
import dev.understudy.corpus.CorpusText;
import dev.understudy.corpus.split.Part;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `understudy corpus show`: what a corpus holds, in figures.
@Command(
        name = "show",
        header = "Say what a corpus holds, and what was left out of it and why.",
        footer = {"", "Example:", "  understudy corpus show --circle friends --sample 3"})
final class ShowCommand implements Runnable {
    @ParentCommand private @Nullable CorpusCommand corpus;
    @Mixin private CorpusFolder folder = new CorpusFolder();

    @Option(
            names = "--sample",
            paramLabel = "<count>",
            order = 2,
            description =
                    "Print so many conversations as a model sees them, from all over the training"
                            + " part: these are your friends' words. Default: 0")
    private int sample;

    @Override
    public void run() {
        Workplace workplace = CorpusCommand.of(corpus);
        Corpus opened = folder.open(workplace.home());
        PrintStream out = workplace.streams().out();
        out.println(CardTable.of(opened.card()));
        if (sample > 0) {
            List<String> documents = new CorpusText(opened).documents(Part.TRAIN);
            int shown = Math.min(sample, documents.size());
            for (int i = 0; i < shown; i++) {
                out.println();
                out.println("--- " + (i + 1) + " of " + shown);
                out.println(documents.get((int) ((long) i * documents.size() / shown)).strip());
            }
        }
    }
}
