package dev.understudy.archive;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Platform;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Invented messages, and what an archive holds of them.
final class Said {
    static final Circle FRIENDS = new Circle("friends");
    static final Channel CLUB = new Channel(Platform.TELEGRAM, "1500000001", "Edge Club");
    static final Instant NOON = Instant.parse("2024-03-31T12:00:00Z");

    private Said() {}

    static Handle user(int number) {
        return new Handle(Platform.TELEGRAM, "user" + number);
    }

    /// A message of `user`, sent as many seconds after noon as its id says.
    static Message by(int user, String name, int id, String text) {
        return new Message(
                CLUB,
                String.valueOf(id),
                user(user),
                name,
                NOON.plusSeconds(id),
                id,
                Message.Kind.SPEECH,
                text,
                Optional.empty(),
                Optional.empty());
    }

    static Message edited(Message message, String text, Instant when) {
        return new Message(
                message.channel(),
                message.id(),
                message.sender(),
                message.senderName(),
                message.sentAt(),
                message.sequence(),
                message.kind(),
                text,
                message.replyTo(),
                Optional.of(when));
    }

    /// Messages of five friends, ids from 1.
    static List<Message> chatter(int count) {
        List<Message> messages = new ArrayList<>();
        for (int id = 1; id <= count; id++) {
            int user = id * 7 % 5;
            messages.add(by(user, "Friend " + user, id, "line " + id));
        }
        return messages;
    }

    /// Stores `messages`; the counts of the closed [Storing] are final.
    static Storing store(Archive archive, Circle circle, List<Message> messages) {
        Storing storing = archive.store(circle);
        try (storing) {
            messages.forEach(storing::add);
        }
        return storing;
    }

    static List<Message> all(Archive archive, Circle circle) {
        List<Message> messages = new ArrayList<>();
        archive.forEachMessage(circle, messages::add);
        return messages;
    }
}
