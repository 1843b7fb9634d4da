package dev.understudy.imports.signalexport;

import dev.understudy.archive.Archive;
import dev.understudy.imports.format.Reason;
import dev.understudy.imports.format.TextLines;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Understands the lines of a `chat.md`: a head, the message, and Markdown for what belongs to it.
/// One thread.
final class Markdown {
    private static final int LINES_TO_LOOK_AT = 500;

    /// `[2026-01-01 10:00:00] Ann: hi`, and until 2021 `[2021-01-01, 10:00] Ann: hi`.
    private static final Pattern HEAD =
            Pattern.compile(
                    "(?s)\\[(?<date>\\d{4}-\\d\\d-\\d\\d)"
                            + "(?: (?<time>\\d\\d:\\d\\d:\\d\\d)|, (?<minute>\\d\\d:\\d\\d))]"
                            + " (?<sender>[^\\n]{1,200}?): ?(?<text>.*)");

    /// The exporter ends what was said so, that Markdown breaks the line there.
    private static final String END = "  ";

    private static final String DELETED = "(This message was deleted)";
    private static final String QUOTE = "\n\n> ";
    private static final String QUOTE_END = "\n\n";
    private static final Pattern REACTIONS = Pattern.compile("\\n\\(- [^\\n]* -\\)");
    private static final Pattern STICKER =
            Pattern.compile(
                    "\\n\\(\\( [^\\n]* \\)\\)|\\[[^\\]\\n]{0,300}]\\(\\.\\./[^)\\n]{0,300}\\)  ");
    private static final Pattern ATTACHMENT =
            Pattern.compile("!?\\[[^\\]\\n]{0,300}]\\((?:\\./)?media/[^\\n]{0,300}?\\)(?:  |$)");

    private final ExportedChat chat;
    private final StringBuilder text = new StringBuilder();
    private Optional<Head> head = Optional.empty();
    private boolean any;
    private boolean rejecting;

    /// The head of the message under way.
    private record Head(Optional<LocalDateTime> date, String sender, long line) {}

    Markdown(ExportedChat chat) {
        this.chat = chat;
    }

    /// Whether a file begins as a chat does: heads without seconds are nobody else's; of the
    /// others, which logs have, too, most must have the spaces that end what was said.
    static boolean begins(TextLines lines) throws IOException {
        int heads = 0;
        int ends = 0;
        while (lines.number() < LINES_TO_LOOK_AT && lines.advance()) {
            String line = lines.line();
            Matcher matcher = HEAD.matcher(line);
            if (matcher.matches()) {
                if (matcher.group("minute") != null) {
                    return true;
                }
                heads += matcher.group("text").equals(DELETED) ? 0 : 1;
            } else if (heads == 0 && !line.isBlank()) {
                return false;
            }
            ends += line.endsWith(END) ? 1 : 0;
        }
        return heads > 0 && ends * 2 >= heads;
    }

    /// Whether there has been any head.
    boolean any() {
        return any;
    }

    /// Takes the next line, which is number `number`.
    void line(String line, long number) {
        Matcher matcher = HEAD.matcher(line);
        if (matcher.matches()) {
            end();
            any = true;
            head = Optional.of(new Head(date(matcher), matcher.group("sender").strip(), number));
            text.append(matcher.group("text"));
        } else if (head.isPresent()) {
            if (text.length() <= Archive.MAX_TEXT) {
                text.append('\n').append(line);
            }
        } else if (!rejecting && !line.isBlank()) {
            rejecting = true;
            chat.reject(number, "text before the first message");
        }
    }

    private static Optional<LocalDateTime> date(Matcher matcher) {
        String time = matcher.group("time");
        try {
            return Optional.of(
                    LocalDateTime.of(
                            LocalDate.parse(matcher.group("date")),
                            LocalTime.parse(time == null ? matcher.group("minute") : time)));
        } catch (DateTimeException absurd) {
            return Optional.empty();
        }
    }

    /// Ends the message under way.
    void end() {
        head.ifPresent(this::deliver);
        head = Optional.empty();
        text.setLength(0);
    }

    private void deliver(Head begun) {
        if (text.length() > Archive.MAX_TEXT) {
            chat.reject(begun.line(), "a message longer than " + Archive.MAX_TEXT + " characters");
            return;
        }
        String whole = withoutQuote(text.toString());
        String said = REACTIONS.matcher(whole).replaceAll("");
        String words = without(ATTACHMENT, without(STICKER, said));
        if (whole.strip().equals(DELETED)) {
            chat.drop(Reason.DELETED);
        } else if (begun.date().isEmpty()) {
            chat.reject(begun.line(), "a date that is none");
        } else {
            chat.take(
                    new ExportedChat.Item(
                            begun.date().get(),
                            begun.sender(),
                            words.strip(),
                            words.length() < said.length(),
                            begun.line()));
        }
    }

    /// What is answered stands before the answer.
    private static String withoutQuote(String text) {
        if (!text.startsWith(QUOTE)) {
            return text;
        }
        int end = text.indexOf(QUOTE_END, QUOTE.length());
        return end < 0 ? "" : text.substring(end + QUOTE_END.length());
    }

    private static String without(Pattern pattern, String text) {
        return pattern.matcher(text).replaceAll("");
    }
}
