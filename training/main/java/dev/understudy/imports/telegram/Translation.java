package dev.understudy.imports.telegram;

import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Platform;
import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.Intake;
import dev.understudy.imports.format.Occurrences;
import dev.understudy.imports.format.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/// Makes ours of Telegram's messages: who, when, of which kind, or why not. One file, one thread.
final class Translation {
    /// Before Telegram existed: exports until 2021 say "edited in 1970" for "never".
    private static final Instant TELEGRAM = Instant.parse("2013-08-01T00:00:00Z");

    /// "Rose Bot", "QuizBot", "quiz_bot", "quizbot", but not "Talbot": no friend is to be silenced.
    private static final Pattern BOT_NAME =
            Pattern.compile("(?s)(.*[^\\p{L}])?[Bb][Oo][Tt]|.*\\p{Ll}Bot|@?[a-z0-9_]+bot");

    private static final int MOST_DIGITS = 18;

    private final ExportFile file;
    private final ZoneId zone;
    private final Intake intake;
    private final Occurrences occurrences = new Occurrences();
    private long count;

    /// @param zone where the exporting computer was, for files older than `date_unixtime`
    Translation(ExportFile file, ZoneId zone, Intake intake) {
        this.file = file;
        this.zone = zone;
        this.intake = intake;
    }

    void deliver(TelegramChat chat, TelegramMessage message) {
        count++;
        Optional<Reason> reason = reasonToDrop(chat, message);
        if (reason.isPresent()) {
            intake.dropped(reason.get());
            return;
        }
        String sender = sender(message);
        if (sender.isEmpty()) {
            intake.rejected(where(message.line), "a message without a sender");
            return;
        }
        Optional<Instant> sentAt = time(message.unixDate, message.date);
        if (sentAt.isEmpty()) {
            intake.rejected(where(message.line), "a message without a date that can be read");
            return;
        }
        intake.offer(translated(chat, message, sender, sentAt.get()), file, message.line);
    }

    private Message translated(
            TelegramChat chat, TelegramMessage message, String sender, Instant sentAt) {
        return new Message(
                chat.channel(),
                message.id.isBlank()
                        ? occurrences.next(
                                chat.channel().id(), sender, sentAt.toString(), message.text)
                        : message.id,
                new Handle(Platform.TELEGRAM, sender),
                message.from.isBlank() ? "Deleted-" + sender : message.from,
                sentAt,
                isNumber(message.id) ? Long.parseLong(message.id) : count,
                kind(chat, message, sender),
                message.text,
                Optional.of(message.replyTo).filter(to -> !to.isBlank() && !message.replyElsewhere),
                time(message.unixEdited, message.edited).filter(TELEGRAM::isBefore));
    }

    /// How many messages have been delivered, dropped or rejected.
    long count() {
        return count;
    }

    String where(long line) {
        return file + ":" + line;
    }

    private static Optional<Reason> reasonToDrop(TelegramChat chat, TelegramMessage message) {
        if (message.type.equals("service")) {
            return Optional.of(Reason.SERVICE);
        }
        if (!message.type.isEmpty() && !message.type.equals("message")) {
            return Optional.of(Reason.UNSUPPORTED);
        }
        if (chat.isPrivate()) {
            return Optional.of(Reason.PRIVATE);
        }
        if (chat.isBroadcast() || isGroup(chat, message)) {
            return Optional.of(Reason.CHANNEL);
        }
        return message.text.isBlank() && !message.media
                ? Optional.of(Reason.EMPTY)
                : Optional.empty();
    }

    /// Whether a group or channel is the sender: an anonymous admin, or a linked channel's post.
    private static boolean isGroup(TelegramChat chat, TelegramMessage message) {
        String sender = sender(message);
        return sender.startsWith("channel")
                || sender.startsWith("chat")
                || sender.startsWith("user-")
                || chat.isItself(message.fromId);
    }

    /// `user11`; exports before 2021 write the number alone, other tools' only a name.
    private static String sender(TelegramMessage message) {
        if (message.fromId.isBlank()) {
            return message.from.isBlank() ? "" : "name:" + message.from;
        }
        return isNumber(message.fromId) ? "user" + message.fromId : message.fromId;
    }

    private static Message.Kind kind(TelegramChat chat, TelegramMessage message, String sender) {
        if (message.viaBot || chat.isWithBot(sender) || isBotName(message.from.strip())) {
            return Message.Kind.BOT;
        }
        if (message.forwarded) {
            return Message.Kind.FORWARD;
        }
        return message.media ? Message.Kind.MEDIA : Message.Kind.SPEECH;
    }

    private Optional<Instant> time(String unix, String local) {
        try {
            if (isNumber(unix)) {
                return Optional.of(Instant.ofEpochSecond(Long.parseLong(unix)));
            }
            return local.isBlank() ? Optional.empty() : Optional.of(parse(local));
        } catch (DateTimeException absurd) {
            return Optional.empty();
        }
    }

    /// A local time of [#zone], unless it says its own offset. An hour that summer time skips is
    /// taken later, one that comes twice is taken the first time.
    private Instant parse(String time) {
        return switch (DateTimeFormatter.ISO_DATE_TIME.parseBest(
                time, OffsetDateTime::from, LocalDateTime::from)) {
            case OffsetDateTime exact -> exact.toInstant();
            case LocalDateTime local -> ZonedDateTime.of(local, zone).toInstant();
            default -> throw new DateTimeException("neither of the two asked for");
        };
    }

    private static boolean isBotName(String name) {
        return name.regionMatches(true, name.length() - 3, "bot", 0, 3)
                && BOT_NAME.matcher(name).matches();
    }

    /// Whether it is a whole number that a `long` holds.
    private static boolean isNumber(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        int digits = text.length() - start;
        if (digits < 1 || digits > MOST_DIGITS) {
            return false;
        }
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
