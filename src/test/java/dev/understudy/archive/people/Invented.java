package dev.understudy.archive.people;

import dev.understudy.archive.Archive;
import dev.understudy.archive.Storing;
import dev.understudy.chat.Channel;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Platform;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// People of an invented circle, in an archive.
final class Invented {
    static final Circle FRIENDS = new Circle("friends");
    static final Instant NOON = Instant.parse("2024-03-31T12:00:00Z");

    private int next = 1;
    private final Archive archive;

    Invented(Archive archive) {
        this.archive = archive;
    }

    static Handle handle(String written) {
        String[] parts = written.split(":", 2);
        return new Handle(Platform.ofKey(parts[0]), parts[1]);
    }

    /// Stores what somebody wrote, a second after whatever was stored before.
    Invented says(String handle, String name, String... texts) {
        Handle sender = handle(handle);
        try (Storing storing = archive.store(FRIENDS)) {
            for (String text : texts) {
                storing.add(
                        new Message(
                                new Channel(sender.platform(), "1", "Club"),
                                String.valueOf(next),
                                sender,
                                name,
                                NOON.plusSeconds(next),
                                next++,
                                Message.Kind.SPEECH,
                                text,
                                Optional.empty(),
                                Optional.empty()));
            }
        }
        return this;
    }

    Roster roster() {
        return archive.roster(FRIENDS);
    }

    Members members() {
        return new Members(roster().members());
    }

    void make(Change... changes) {
        roster().apply(List.of(changes));
    }

    List<Message> messages() {
        List<Message> messages = new ArrayList<>();
        archive.forEachMessage(FRIENDS, messages::add);
        return messages;
    }
}
