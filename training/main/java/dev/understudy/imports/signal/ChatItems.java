package dev.understudy.imports.signal;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Message.Kind;
import dev.understudy.chat.Platform;
import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.Intake;
import dev.understudy.imports.format.Reason;
import dev.understudy.imports.json.JsonTree;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Makes ours of the messages in Signal's own export. One file, one thread.
///
/// An edited message has the id of its first wording, to which replies refer.
final class ChatItems {
    private static final Set<String> DELETED =
            Set.of("remoteDeletedMessage", "adminDeletedMessage");
    private static final Set<String> NOTICES =
            Set.of("updateMessage", "paymentNotification", "giftBadge");
    private static final Set<String> MEDIA =
            Set.of("stickerMessage", "contactMessage", "viewOnceMessage");

    private final ExportFile file;
    private final AddressBook book;
    private final LongTexts longTexts;
    private final Intake intake;
    private final SentIds ids = new SentIds();
    private long count;

    /// What an item says.
    private record Content(Kind kind, String text, Optional<String> replyTo) {}

    ChatItems(ExportFile file, AddressBook book, LongTexts longTexts, Intake intake) {
        this.file = file;
        this.book = book;
        this.longTexts = longTexts;
        this.intake = intake;
    }

    /// How many items have been taken.
    long count() {
        return count;
    }

    /// Takes the item on line `line`. Throws IOException when a long text beside it cannot be read.
    void take(JsonNode item, long line) throws IOException {
        count++;
        Optional<Recipient> chat = book.chat(JsonTree.text(item, "chatId"));
        if (chat.isEmpty()) {
            intake.rejected(file + ":" + line, "a message of a chat that is not described");
            return;
        }
        switch (chat.get()) {
            case Recipient.Self _ -> intake.dropped(Reason.PRIVATE);
            case Recipient.Other _ -> intake.dropped(Reason.SERVICE);
            case Recipient.Contact contact -> said(item, direct(contact), line);
            case Recipient.Group group ->
                    said(item, new Channel(Platform.SIGNAL, group.id(), group.name()), line);
        }
    }

    /// A chat of two has the same id in the exports of both.
    private Channel direct(Recipient.Contact contact) {
        String own = book.self().id();
        boolean ownFirst = own.compareTo(contact.id()) < 0;
        String id = ownFirst ? own + " " + contact.id() : contact.id() + " " + own;
        return new Channel(Platform.SIGNAL, id, contact.name());
    }

    private void said(JsonNode item, Channel channel, long line) throws IOException {
        Optional<Reason> reason = reason(item);
        if (reason.isPresent()) {
            intake.dropped(reason.get());
            return;
        }
        Content content = content(item);
        if (content.kind() == Kind.SPEECH && content.text().isBlank()) {
            intake.dropped(Reason.EMPTY);
            return;
        }
        Optional<Recipient> author = author(item);
        Optional<Instant> sentAt = firstSent(item);
        if (author.isEmpty() || sentAt.isEmpty()) {
            intake.rejected(
                    file + ":" + line,
                    author.isEmpty()
                            ? "a message without a sender"
                            : "a message without a date that can be read");
            return;
        }
        String sender = author.get().id();
        intake.offer(
                new Message(
                        channel,
                        ids.id(channel.id(), sentAt.get(), sender),
                        new Handle(Platform.SIGNAL, sender),
                        author.get().name(),
                        sentAt.get(),
                        count,
                        content.kind(),
                        content.text(),
                        content.replyTo(),
                        JsonTree.time(item, "dateSent").filter(sentAt.get()::isBefore)),
                file,
                line);
    }

    private Optional<Recipient> author(JsonNode item) {
        return item.has("outgoing")
                ? Optional.of(book.self())
                : book.recipient(JsonTree.text(item, "authorId")).filter(ChatItems::isPerson);
    }

    private static boolean isPerson(Recipient recipient) {
        return switch (recipient) {
            case Recipient.Contact _, Recipient.Self _ -> true;
            case Recipient.Group _, Recipient.Other _ -> false;
        };
    }

    /// When its first wording was sent.
    private static Optional<Instant> firstSent(JsonNode item) {
        Stream<JsonNode> wordings =
                Stream.concat(Stream.of(item), item.path("revisions").valueStream());
        return wordings.flatMap(wording -> JsonTree.time(wording, "dateSent").stream())
                .min(Instant::compareTo);
    }

    private static Optional<Reason> reason(JsonNode item) {
        if (hasAny(item, DELETED)) {
            return Optional.of(Reason.DELETED);
        }
        if (hasAny(item, NOTICES)) {
            return Optional.of(Reason.SERVICE);
        }
        if (item.path("directStoryReplyMessage").has("emoji")) {
            return Optional.of(Reason.REACTION);
        }
        boolean known =
                item.has("standardMessage")
                        || item.has("directStoryReplyMessage")
                        || hasAny(item, MEDIA);
        return known ? Optional.empty() : Optional.of(Reason.UNSUPPORTED);
    }

    private static boolean hasAny(JsonNode item, Set<String> keys) {
        return keys.stream().anyMatch(item::has);
    }

    private Content content(JsonNode item) throws IOException {
        if (hasAny(item, MEDIA)) {
            return new Content(Kind.MEDIA, "", Optional.empty());
        }
        JsonNode standard = item.path("standardMessage");
        JsonNode text =
                standard.has("text")
                        ? standard.path("text")
                        : item.path("directStoryReplyMessage").path("textReply").path("text");
        String words =
                Mentions.rendered(
                        longTexts.whole(standard, JsonTree.text(text, "body")),
                        text.path("bodyRanges"),
                        book::name);
        boolean media =
                standard.path("attachments")
                        .valueStream()
                        .anyMatch(attachment -> !LongTexts.isText(attachment));
        return new Content(
                media ? Kind.MEDIA : Kind.SPEECH,
                words,
                JsonTree.time(standard.path("quote"), "targetSentTimestamp")
                        .map(quoted -> Long.toString(quoted.toEpochMilli())));
    }
}
