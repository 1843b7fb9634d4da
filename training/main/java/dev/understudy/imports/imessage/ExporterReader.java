package dev.understudy.imports.imessage;

import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.Intake;
import dev.understudy.imports.format.SingleFileReader;
import dev.understudy.imports.format.TextLines;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.time.ZoneId;
import java.util.Optional;

/// Reads imessage-exporter's text, a file for each conversation. It has no ids: a message is known
/// by its second, its sender and what it says for the how-maniest time. The database itself tells
/// more. Memory: one message, and an id for each.
///
/// Source: ReagentX/imessage-exporter, `exporters/txt.rs`, versions 1 to 3.
public final class ExporterReader implements SingleFileReader {
    private final ZoneId zone;
    private final Optional<String> owner;

    /// A reader for exports from one computer.
    ///
    /// @param zone where the computer was: the files tell only its local time
    /// @param owner what to call its owner, whom the files call `Me`; empty for `Me`
    public ExporterReader(ZoneId zone, Optional<String> owner) {
        this.zone = zone;
        this.owner = owner;
    }

    @Override
    public String name() {
        return "imessage-text";
    }

    @Override
    public String title() {
        return "imessage-exporter (txt)";
    }

    @Override
    public boolean recognises(ExportFile file) {
        try (TextLines lines = new TextLines(file.openStart())) {
            boolean any = lines.advance();
            while (any && lines.line().isBlank()) {
                any = lines.advance();
            }
            return any && ExporterText.isHead(lines.line());
        } catch (IOException undecided) {
            return false;
        }
    }

    @Override
    public void read(ExportFile file, Intake intake) {
        ExporterText text = new ExporterText(file, zone, owner.orElse("Me"), intake);
        try (TextLines lines = new TextLines(file.open())) {
            while (lines.advance()) {
                text.line(lines.line(), lines.number());
                intake.position(lines.position());
            }
            text.end();
            intake.position(lines.position());
        } catch (CharacterCodingException otherEncoding) {
            throw new UserError(
                    file + " is not UTF-8 text.",
                    "Export again and import the file as imessage-exporter wrote it.",
                    otherEncoding);
        } catch (IOException unreadable) {
            throw new UserError(
                    file + " cannot be read: " + unreadable.getMessage() + ".",
                    "Check the disk and the rights to the file, then run the command again.",
                    unreadable);
        }
        if (!text.any()) {
            throw new UserError(
                    file + " is no text of imessage-exporter's: no line is a date and a time.",
                    "Export with: imessage-exporter -f txt; or import the chat.db itself.");
        }
    }
}
