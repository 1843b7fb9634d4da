package dev.understudy.imports.text;

import dev.understudy.archive.Archive;
import dev.understudy.chat.Channel;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Platform;
import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.Intake;
import dev.understudy.imports.format.Occurrences;
import dev.understudy.imports.format.Reason;
import dev.understudy.imports.format.SingleFileReader;
import dev.understudy.imports.format.TextLines;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Reads documents of one author in UTF-8: each file is one, or each part of a file between lines
/// that are a marker. Every text is such a document, so it is asked for by name only.
///
/// A document is one message in a channel of its own, so that none runs into the next. It is known
/// by its words, for the how-maniest time. Memory: one document.
public final class TextReader implements SingleFileReader {
    /// Every line is a document.
    private static final String EVERY_LINE = "\\n";

    private static final int LONGEST_TITLE = 120;

    private final Optional<String> author;
    private final Optional<String> splitAt;

    /// A reader of documents.
    ///
    /// @param author who wrote them
    /// @param splitAt the line between two of them; an empty one, or `\n` when each line is one
    public TextReader(Optional<String> author, Optional<String> splitAt) {
        this.author = author;
        this.splitAt = splitAt;
    }

    @Override
    public String name() {
        return "text";
    }

    @Override
    public String title() {
        return "documents (with --format text)";
    }

    @Override
    public boolean recognises(ExportFile file) {
        try (TextLines lines = new TextLines(file.open())) {
            return lines.advance();
        } catch (IOException noText) {
            return false;
        }
    }

    @Override
    public void read(ExportFile file, Intake intake) {
        String name =
                author.orElseThrow(
                        () ->
                                new UserError(
                                        file + " does not tell who wrote it.",
                                        "Add --owner, as in: --format text --owner Ann"));
        Reading reading = new Reading(file, name, intake);
        try (TextLines lines = new TextLines(file.open())) {
            while (advance(lines, file)) {
                boolean marker =
                        splitAt.filter(mark -> mark.strip().equals(lines.line().strip()))
                                .isPresent();
                if (!marker) {
                    reading.add(lines.line(), lines.number());
                }
                if (marker || splitAt.equals(Optional.of(EVERY_LINE))) {
                    reading.end();
                }
                intake.position(lines.position());
            }
            reading.end();
            intake.position(lines.position());
        } catch (IOException unreadable) {
            throw new UserError(
                    file + " cannot be read: " + unreadable.getMessage() + ".",
                    "Check the disk and the rights to the file, then run the command again.",
                    unreadable);
        }
    }

    private static boolean advance(TextLines lines, ExportFile file) throws IOException {
        try {
            return lines.advance();
        } catch (CharacterCodingException foreign) {
            throw new UserError(
                    file + ":" + (lines.number() + 1) + " is not UTF-8 text.",
                    "Save the file as UTF-8 and import it again: only what is missing is added.",
                    foreign);
        }
    }

    /// What has been seen of one file.
    private static final class Reading {
        private final ExportFile file;
        private final String author;
        private final Intake intake;
        private final String title;
        private final Occurrences occurrences = new Occurrences();
        private final StringBuilder document = new StringBuilder();
        private long start = 1;
        private long count;

        Reading(ExportFile file, String author, Intake intake) {
            this.file = file;
            this.author = author;
            this.intake = intake;
            String name = file.name().substring(file.name().lastIndexOf('/') + 1);
            int ending = name.lastIndexOf('.');
            String stem = ending > 0 ? name.substring(0, ending) : name;
            title = stem.substring(0, Math.min(stem.length(), LONGEST_TITLE));
        }

        void add(String line, long number) {
            if (document.isEmpty()) {
                start = number;
            }
            if (document.length() <= Archive.MAX_TEXT) {
                document.append(line).append('\n');
            }
        }

        void end() {
            String text = document.toString().strip();
            document.setLength(0);
            if (text.isEmpty()) {
                intake.dropped(Reason.EMPTY);
                return;
            }
            String id = occurrences.next(text);
            intake.offer(
                    new Message(
                            new Channel(Platform.TEXT, title + "#" + id, title),
                            id,
                            new Handle(Platform.TEXT, author.toLowerCase(Locale.ROOT)),
                            author,
                            Instant.ofEpochSecond(count),
                            count++,
                            Message.Kind.SPEECH,
                            text,
                            Optional.empty(),
                            Optional.empty()),
                    file,
                    start);
        }
    }
}
