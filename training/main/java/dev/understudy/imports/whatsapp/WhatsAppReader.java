package dev.understudy.imports.whatsapp;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Platform;
import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.Intake;
import dev.understudy.imports.format.LocalClock;
import dev.understudy.imports.format.SingleFileReader;
import dev.understudy.imports.format.TextLines;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the text that WhatsApp's "Export chat" makes: `1/5/23, 9:15 PM - Ann: hi` on Android,
/// `[05.01.2023, 21:15:00] Ann: hi` on iOS. The file's or zip's name without the app's words is the
/// channel.
///
/// There are no ids: a message is known by its minute, its sender and what it says for the
/// how-maniest time, so overlapping exports merge, of two phones too. Reads twice: the order of the
/// dates shows only in all of them. Memory: one message, and its id for each.
///
/// Source: no document of the app's; exports from 2017 to 2025.
public final class WhatsAppReader implements SingleFileReader {
    private static final int LINES_TO_LOOK_AT = 500;

    /// `WhatsApp Chat with Ann`, `Chat de WhatsApp con Ann`, `WhatsApp Chat - Ann`.
    private static final Pattern APP_WORDS =
            Pattern.compile(
                    "(?iU)^.{0,20}\\bWhatsApp\\b.{0,20}?"
                            + " (?:- |(?:with|mit|con|com|avec|met|med|с|з|z|ile|dengan) )");

    private static final Pattern COPY =
            Pattern.compile("(?i)( ?\\(\\d{1,3}\\)|[ -]part[ -]?\\d{1,3})$");

    private final ZoneId zone;
    private final Optional<DateOrder> order;

    /// A reader for exports from one phone.
    ///
    /// @param zone where the phone was when it exported
    /// @param order of its dates; empty to find out
    public WhatsAppReader(ZoneId zone, Optional<DateOrder> order) {
        this.zone = zone;
        this.order = order;
    }

    @Override
    public String name() {
        return "whatsapp";
    }

    @Override
    public String title() {
        return "WhatsApp, Export chat (.txt or .zip)";
    }

    @Override
    public boolean recognises(ExportFile file) {
        boolean begun = false;
        Senders senders = new Senders();
        try (TextLines lines = new TextLines(file.openStart())) {
            while (lines.number() < LINES_TO_LOOK_AT && lines.advance()) {
                Optional<Header> head = Header.of(lines.line()).filter(WhatsAppReader::isPossible);
                if (head.isPresent() && senders.split(head.get().rest()).isPresent()) {
                    return true;
                }
                if (!begun && head.isEmpty() && !lines.line().isBlank()) {
                    return false;
                }
                begun |= head.isPresent();
            }
        } catch (CharacterCodingException foreign) {
            return begun; // and reading it will tell where the fault is
        } catch (IOException unreadable) {
            return false;
        }
        return false;
    }

    private static boolean isPossible(Header head) {
        for (DateOrder order : DateOrder.values()) {
            if (head.in(order).isPresent()) {
                return !head.layout().isForeign();
            }
        }
        return false;
    }

    @Override
    public void read(ExportFile file, Intake intake) {
        try {
            Reading.Export export = new Reading.Export(file, channel(file.path()), survey(file));
            Reading reading = new Reading(export, new LocalClock(zone), intake);
            try (TextLines lines = new TextLines(file.open())) {
                while (advance(lines, file)) {
                    reading.line(lines.line(), lines.number());
                    intake.position(lines.position());
                }
                reading.end();
                intake.position(lines.position());
            }
        } catch (IOException unreadable) {
            throw new UserError(
                    file + " cannot be read: " + unreadable.getMessage(),
                    "Check the disk and the rights to the file, then run the command again.",
                    unreadable);
        }
    }

    private Survey.Findings survey(ExportFile file) throws IOException {
        Survey survey = new Survey();
        try (TextLines lines = new TextLines(file.open())) {
            while (advance(lines, file)) {
                survey.hear(lines.line());
            }
        } catch (UserError damage) {
            if (survey.isEmpty()) {
                throw damage;
            }
            // else the second reading tells of it, after all that is whole
        }
        if (survey.isEmpty()) {
            throw new UserError(
                    file + " is no export of WhatsApp: no line begins with a date and a time.",
                    "Export the chat in WhatsApp with \"Export chat\" and import the .txt or .zip"
                            + " as it is.");
        }
        return survey.findings(order)
                .orElseThrow(
                        () ->
                                new UserError(
                                        file
                                                + " does not tell whether its dates are day and"
                                                + " month or month and day.",
                                        "Look at one, then say --date-order dmy or --date-order"
                                                + " mdy."));
    }

    private static boolean advance(TextLines lines, ExportFile file) throws IOException {
        try {
            return lines.advance();
        } catch (CharacterCodingException foreign) {
            throw new UserError(
                    file + ":" + (lines.number() + 1) + " is not UTF-8 text.",
                    "Export the chat again and import the file as the phone wrote it: only what is"
                            + " missing is added.",
                    foreign);
        }
    }

    private static Channel channel(Path file) {
        String name = withoutEnding(file);
        Path folder = file.toAbsolutePath().getParent();
        String title =
                title(name.startsWith("_chat") && folder != null ? withoutEnding(folder) : name);
        return new Channel(Platform.WHATSAPP, title, title);
    }

    private static String withoutEnding(Path path) {
        String name = String.valueOf(path.getFileName());
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".txt") || lower.endsWith(".zip")
                ? name.substring(0, name.length() - ".txt".length())
                : name;
    }

    /// What the chat is called, which WhatsApp puts after words of its own.
    private static String title(String name) {
        String spaced = name.contains(" ") ? name : name.replace('_', ' ');
        boolean ofTheApp = APP_WORDS.matcher(spaced).find();
        String title = APP_WORDS.matcher(ofTheApp ? spaced : name).replaceFirst("");
        String bare = COPY.matcher(title).replaceFirst("").strip();
        return bare.isEmpty() ? "WhatsApp" : bare;
    }
}
