package dev.understudy.imports.json;

import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.CountedStream;
import dev.understudy.imports.format.Damages;
import dev.understudy.imports.format.Intake;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/// Reads the JSON files of one export, one after the other, and counts what they hold. A damaged
/// one gives its whole messages, and the others are read all the same. One thread.
public final class JsonFiles {
    private final Intake intake;
    private final boolean several;
    private final Damages damages = new Damages();
    private long finished;
    private long items;

    /// What reads a file, from before its first token.
    @FunctionalInterface
    public interface Reading {
        /// Reads all of `parser`, calling `item` after each item of the file.
        void read(JsonParser parser, Runnable item);
    }

    /// For an export of `count` files that hold messages.
    public JsonFiles(Intake intake, int count) {
        this.intake = intake;
        several = count > 1;
    }

    /// Reads one file of messages, as far as it is whole; with several files, what is damaged in
    /// one is a rejected item, too.
    public void read(ExportFile file, Reading reading) {
        items = 0;
        try (CountedStream bytes = new CountedStream(file.open());
                JsonParser parser = Json.parser(bytes)) {
            reading.read(
                    parser,
                    () -> {
                        items++;
                        intake.position(finished + bytes.position());
                    });
            if (parser.nextToken() != null) {
                intake.rejected(file + ":" + Json.line(parser), "something after the end");
            }
        } catch (JacksonException damage) {
            if (several) {
                intake.rejected(Json.where(file, damage), Json.fault(damage));
            }
            damages.add(Json.unreadable(file, damage, items));
        } catch (IOException unreadable) {
            damages.add(Json.unreadable(file, unreadable));
        }
        finished += file.bytes();
        intake.position(finished);
    }

    /// Throws UserError when files were damaged; for after the last.
    public void finish() {
        damages.raise();
    }

    /// Reads a file that tells something about messages which can be kept without it, as far as it
    /// is whole.
    public void hint(ExportFile file, Consumer<JsonParser> reading) {
        try (JsonParser parser = Json.parser(file.open())) {
            parser.nextToken();
            reading.accept(parser);
        } catch (JacksonException damage) {
            damages.add(Json.unreadable(file, damage, 0));
        } catch (IOException unreadable) {
            damages.add(Json.unreadable(file, unreadable));
        }
    }

    /// Reads a file that describes others. Throws UserError when it is damaged.
    public static void describe(ExportFile file, Consumer<JsonParser> reading) {
        try (JsonParser parser = Json.parser(file.open())) {
            parser.nextToken();
            reading.accept(parser);
        } catch (JacksonException damage) {
            throw Json.unreadable(file, damage, 0);
        } catch (IOException unreadable) {
            throw Json.unreadable(file, unreadable);
        }
    }

    /// Whether what `file` holds, from its first token on, is as `expected`. False for what cannot
    /// be read.
    public static boolean begins(ExportFile file, Predicate<JsonParser> expected) {
        try (JsonParser parser = Json.parser(file.openStart())) {
            parser.nextToken();
            return expected.test(parser);
        } catch (IOException | JacksonException undecided) {
            return false;
        }
    }
}
