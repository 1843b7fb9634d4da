package dev.understudy.imports.slack;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Message.Kind;
import dev.understudy.chat.Platform;
import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.Intake;
import dev.understudy.imports.format.Reason;
import dev.understudy.imports.json.Json;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Makes ours of the messages of one channel, day by day. One thread.
final class ChannelReading {
    private final Channel channel;
    private final Directory people;
    private final Markup markup;
    private final Intake intake;

    ChannelReading(Channel channel, Directory people, Markup markup, Intake intake) {
        this.channel = channel;
        this.people = people;
        this.markup = markup;
        this.intake = intake;
    }

    /// Says of a file that it holds no messages.
    void foreign(ExportFile file) {
        intake.rejected(file + ":1", "not a list of messages");
    }

    /// Hands over the item at which the parser stands.
    void item(ExportFile file, JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            intake.rejected(file + ":" + Json.line(parser), "not a message");
            parser.skipChildren();
            return;
        }
        SlackMessage message = SlackMessage.read(parser);
        String text = text(message);
        Kind kind = kind(message);
        Optional<Reason> reason = reasonToDrop(message, text.isBlank() && kind != Kind.MEDIA);
        if (reason.isPresent()) {
            intake.dropped(reason.get());
            return;
        }
        String sender = sender(message);
        if (sender.isBlank()) {
            intake.rejected(file + ":" + message.line, "a message without a sender");
            return;
        }
        Optional<Instant> sentAt = message.sentAt();
        if (sentAt.isEmpty()) {
            intake.rejected(file + ":" + message.line, "a message without a time that can be read");
            return;
        }
        intake.offer(
                new Message(
                        channel,
                        message.time,
                        new Handle(Platform.SLACK, sender),
                        name(message, sender),
                        sentAt.get(),
                        message.sequence(),
                        kind,
                        markup.rendered(text),
                        message.root(),
                        message.editedAt()),
                file,
                message.line);
    }

    private static Optional<Reason> reasonToDrop(SlackMessage message, boolean empty) {
        if (!message.type.equals("message") && !message.type.isEmpty()) {
            return Optional.of(Reason.SERVICE);
        }
        return switch (message.subtype) {
            case "",
                    "me_message",
                    "thread_broadcast",
                    "reply_broadcast",
                    "file_share",
                    "file_comment",
                    "bot_message",
                    "slackbot_response" ->
                    empty ? Optional.of(Reason.EMPTY) : Optional.empty();
            case "tombstone" -> Optional.of(Reason.DELETED);
            default -> Optional.of(Reason.SERVICE); // channel_join and some fifty more
        };
    }

    private static String sender(SlackMessage message) {
        if (message.subtype.equals("file_comment") && !message.commenter.isBlank()) {
            return message.commenter;
        }
        if (!message.user.isBlank()) {
            return message.user;
        }
        return message.botId.isBlank() && !message.username.isBlank()
                ? "name:" + message.username
                : message.botId;
    }

    private String name(SlackMessage message, String sender) {
        Optional<String> listed = people.name(sender);
        if (listed.isPresent()) {
            return listed.get();
        }
        boolean told = message.user.equals(sender) && !message.profile.name().isBlank();
        String other = told || message.username.isBlank() ? message.profile.name() : "";
        String name = other.isBlank() && message.user.isBlank() ? message.username : other;
        return name.isBlank() ? sender : name;
    }

    private Kind kind(SlackMessage message) {
        if (message.subtype.equals("bot_message")
                || message.subtype.equals("slackbot_response")
                || !message.botId.isBlank()
                || people.isBot(message.user)) {
            return Kind.BOT;
        }
        if (message.subtype.equals("file_comment")) {
            return Kind.SPEECH;
        }
        if (message.files || message.oldFile) {
            return Kind.MEDIA;
        }
        return message.shared && ownText(message).isBlank() ? Kind.FORWARD : Kind.SPEECH;
    }

    /// What the sender wrote; for a bot's message without words, and one passed on without any,
    /// what stands in its attachment.
    private String text(SlackMessage message) {
        String own = ownText(message);
        Kind kind = kind(message);
        return own.isBlank() && (kind == Kind.BOT || kind == Kind.FORWARD) ? message.quoted : own;
    }

    private static String ownText(SlackMessage message) {
        if (message.oldFile) {
            return message.comment; // the text is a sentence of Slack's
        }
        String text = message.text.isBlank() ? message.blocks : message.text;
        boolean action = message.subtype.equals("me_message") && !text.isBlank();
        return action ? "*" + text.strip() + "*" : text;
    }
}
