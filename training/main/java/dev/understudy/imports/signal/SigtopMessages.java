package dev.understudy.imports.signal;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Message.Kind;
import dev.understudy.chat.Platform;
import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.Intake;
import dev.understudy.imports.format.Reason;
import dev.understudy.imports.json.Json;
import dev.understudy.imports.json.JsonTree;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/// Makes ours of the messages of one of sigtop's files, which tell ids but no names: only the
/// file's name tells one. What the owner wrote has no sender at all, so their name is their id. One
/// thread.
final class SigtopMessages {
    private static final Set<String> WRITTEN = Set.of("incoming", "outgoing");
    private static final Set<String> MEDIA = Set.of("sticker", "contact");

    /// `Ann B (+447700900123).json`; without what is in the brackets it is no contact's.
    private static final Pattern NAME =
            Pattern.compile(
                    "(?i)(?<name>.*?)(?: \\((?:(?<contact>\\+\\d+|[0-9a-f-]{36}|\\w+\\.\\d{2,})"
                            + "|[^()]*)\\))?(?:\\.json)?");

    private final ExportFile file;
    private final Intake intake;
    private final String ownName;
    private final String title;
    private final boolean direct;
    private final Map<String, String> names;
    private final SentIds ids = new SentIds();
    private String partner = "";
    private long count;

    /// Who wrote.
    private record Author(String id, String name) {}

    /// @param names of people by their ids, as far as other files tell them
    SigtopMessages(
            ExportFile file, Optional<String> owner, Map<String, String> names, Intake intake) {
        this.file = file;
        this.names = names;
        this.intake = intake;
        ownName = owner.orElse("Me");
        Matcher name = name(file);
        boolean matches = name.matches();
        title = matches ? name.group("name") : file.name();
        direct = matches && name.group("contact") != null;
    }

    /// Adds to `names` with whom `file` is a conversation, if with one person and its start tells.
    static void partner(ExportFile file, Map<String, String> names) {
        Matcher name = name(file);
        if (!name.matches() || name.group("contact") == null) {
            return;
        }
        try (JsonParser parser = Json.parser(file.openStart())) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                JsonNode message = JsonTree.tree(parser);
                if (JsonTree.text(message, "type").equals("incoming")) {
                    names.putIfAbsent(sender(message), name.group("name"));
                    return;
                }
            }
        } catch (IOException | JacksonException _) {
            return; // reading the messages will tell what is wrong
        }
    }

    private static Matcher name(ExportFile file) {
        return NAME.matcher(file.name().substring(file.name().lastIndexOf('/') + 1));
    }

    /// Old messages have telephone numbers where later ones have ids.
    private static String sender(JsonNode message) {
        return ServiceId.of(JsonTree.first(message, "sourceServiceId", "sourceUuid", "source"));
    }

    ExportFile file() {
        return file;
    }

    /// How many messages have been taken.
    long count() {
        return count;
    }

    /// Takes the message that begins on line `line`.
    void take(JsonNode message, long line) {
        count++;
        if (!message.isObject()) {
            intake.rejected(file + ":" + line, "not a message");
            return;
        }
        String conversation = JsonTree.text(message, "conversationId");
        Optional<Reason> reason = reason(message);
        if (reason.isPresent()) {
            intake.dropped(reason.get());
            return;
        }
        Author author = author(message);
        Optional<Instant> sentAt = firstSent(message);
        if (conversation.isBlank() || author.id().isBlank() || sentAt.isEmpty()) {
            intake.rejected(
                    file + ":" + line,
                    sentAt.isEmpty()
                            ? "a message without a date that can be read"
                            : "a message without a conversation or a sender");
            return;
        }
        intake.offer(
                new Message(
                        new Channel(Platform.SIGNAL, conversation, title),
                        ids.id(conversation, sentAt.get(), author.id()),
                        new Handle(Platform.SIGNAL, author.id()),
                        author.name(),
                        sentAt.get(),
                        count,
                        hasMedia(message) ? Kind.MEDIA : Kind.SPEECH,
                        text(message),
                        JsonTree.time(message.path("quote"), "id")
                                .map(quoted -> Long.toString(quoted.toEpochMilli())),
                        editedAt(message).filter(sentAt.get()::isBefore)),
                file,
                line);
    }

    private static Optional<Reason> reason(JsonNode message) {
        if (JsonTree.holds(message, "deletedForEveryone") || JsonTree.holds(message, "isErased")) {
            return Optional.of(Reason.DELETED);
        }
        if (!WRITTEN.contains(JsonTree.text(message, "type"))) {
            return Optional.of(Reason.SERVICE);
        }
        if (JsonTree.holds(message, "storyReaction")) {
            return Optional.of(Reason.REACTION);
        }
        boolean empty = JsonTree.text(message, "body").isBlank() && !hasMedia(message);
        return empty ? Optional.of(Reason.EMPTY) : Optional.empty();
    }

    private static boolean hasMedia(JsonNode message) {
        return MEDIA.stream().anyMatch(key -> JsonTree.holds(message, key))
                || message.path("attachments").valueStream().anyMatch(file -> !isText(file));
    }

    /// Whether an attachment is the rest of a long text, all of which stands in the body.
    private static boolean isText(JsonNode attachment) {
        return JsonTree.text(attachment, "contentType").equals("text/x-signal-plain");
    }

    private Author author(JsonNode message) {
        if (JsonTree.text(message, "type").equals("outgoing")) {
            return new Author(ownName, ownName);
        }
        String id = sender(message);
        partner = id;
        return new Author(id, direct ? title : names.getOrDefault(id, ServiceId.nameless(id)));
    }

    /// When the first wording was sent; Desktop keeps all of them beside the last.
    private static Optional<Instant> firstSent(JsonNode message) {
        return Stream.concat(
                        JsonTree.time(message, "sent_at")
                                .or(() -> JsonTree.time(message, "timestamp"))
                                .stream(),
                        wordings(message))
                .min(Instant::compareTo);
    }

    private static Optional<Instant> editedAt(JsonNode message) {
        return Stream.concat(
                        JsonTree.time(message, "editMessageTimestamp").stream(), wordings(message))
                .max(Instant::compareTo);
    }

    private static Stream<Instant> wordings(JsonNode message) {
        return message.path("editHistory")
                .valueStream()
                .flatMap(wording -> JsonTree.time(wording, "timestamp").stream());
    }

    private String text(JsonNode message) {
        return Mentions.rendered(
                JsonTree.text(message, "body"),
                message.path("bodyRanges"),
                account ->
                        direct && account.equals(partner)
                                ? title
                                : names.getOrDefault(account, ""));
    }
}
