package dev.understudy.cli.corpus;

import dev.understudy.cli.console.Workplace;
import dev.understudy.corpus.Corpus;
import dev.understudy.corpus.CorpusText;
import dev.understudy.corpus.split.Part;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `understudy corpus export`: a corpus as text, for other tools.
@Command(
        name = "export",
        header = "Write a corpus as text into a file.",
        description = {
            "",
            "Holds your friends' words as a model sees them. Transcripts have two blank lines"
                    + " between conversations; JSON lines have an object for each."
        },
        footer = {
            "",
            "Example:",
            "  understudy corpus export --circle friends --format jsonl --out friends.jsonl"
        })
final class ExportCommand implements Runnable {
    @ParentCommand private @Nullable CorpusCommand corpus;
    @Mixin private CorpusFolder folder = new CorpusFolder();

    @Option(
            names = "--out",
            paramLabel = "<file>",
            required = true,
            order = 2,
            description = "Write it here; a file that is there is replaced.")
    private Path out;

    @Option(
            names = "--format",
            paramLabel = "<form>",
            order = 3,
            description = "Write text (transcripts) or jsonl. Default: text")
    private CorpusText.Form form = CorpusText.Form.TEXT;

    @Option(
            names = "--part",
            paramLabel = "<part>",
            order = 4,
            description = "Write train, validation or test alone. Default: all of them")
    private @Nullable Part part;

    @Override
    public void run() {
        Workplace workplace = CorpusCommand.of(corpus);
        Corpus opened = folder.open(workplace.home());
        if (part == Part.TEST && opened.card().test().isEmpty()) {
            throw new UserError(
                    "The corpus has no test part.",
                    "Keep one aside: understudy corpus build --test-share 5%");
        }
        List<Part> parts = part == null ? List.of(Part.values()) : List.of(part);
        try {
            long written = write(new CorpusText(opened), parts);
            workplace
                    .streams()
                    .out()
                    .printf(Locale.ROOT, "Wrote %,d conversations to %s.%n", written, out);
        } catch (IOException unwritable) {
            throw new UserError(
                    out + " cannot be written: " + unwritable.getMessage() + ".",
                    "Make room, or choose another file with --out.",
                    unwritable);
        }
    }

    private long write(CorpusText text, List<Part> parts) throws IOException {
        Path beside = out.resolveSibling(out.getFileName() + ".part");
        try {
            long written = 0;
            try (Writer writer = Files.newBufferedWriter(beside)) {
                for (Part one : parts) {
                    written += text.write(one, form, writer);
                }
            }
            Files.move(beside, out, StandardCopyOption.REPLACE_EXISTING);
            return written;
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}
