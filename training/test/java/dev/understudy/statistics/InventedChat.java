package dev.understudy.statistics;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Person;
import dev.understudy.chat.Platform;
import dev.understudy.chat.SpeakerName;
import dev.understudy.statistics.counting.Counting;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Invented chats, with minutes since a Friday evening for a clock.
public final class InventedChat {
    public static final Instant FRIDAY = Instant.parse("2026-02-27T20:00:00Z");

    private final List<Message> messages = new ArrayList<>();
    private final List<Person> people = new ArrayList<>();
    private Platform platform = Platform.TELEGRAM;
    private String channel = "group";

    /// A person of that name, whose account is called the same everywhere.
    public InventedChat person(String id, String displayName) {
        List<Handle> handles =
                List.of(
                        new Handle(Platform.TELEGRAM, id),
                        new Handle(Platform.DISCORD, id),
                        new Handle(Platform.PLAIN, id));
        people.add(new Person(SpeakerName.of(id), displayName, handles));
        return this;
    }

    /// What follows is written there.
    public InventedChat in(Platform where, String inChannel) {
        platform = where;
        channel = inChannel;
        return this;
    }

    public InventedChat say(String id, double minute, String text) {
        return send(id, minute, Message.Kind.SPEECH, text);
    }

    public InventedChat send(String id, double minute, Message.Kind kind, String text) {
        return add(id, minute, kind, text, Optional.empty());
    }

    /// Says something in reply to the message with that number, counted from 0.
    public InventedChat reply(String id, double minute, int to, String text) {
        return add(id, minute, Message.Kind.SPEECH, text, Optional.of(String.valueOf(to)));
    }

    private InventedChat add(
            String id, double minute, Message.Kind kind, String text, Optional<String> replyTo) {
        messages.add(
                new Message(
                        new Channel(platform, channel, "The secret title"),
                        String.valueOf(messages.size()),
                        new Handle(platform, id),
                        id,
                        FRIDAY.plusMillis(Math.round(minute * 60_000)),
                        messages.size(),
                        kind,
                        text,
                        replyTo,
                        Optional.empty()));
        return this;
    }

    public Statistics counted() {
        return counted(Period.ever(ZoneOffset.UTC));
    }

    public Statistics counted(Period period) {
        return Counting.count(new Circle("friends"), period, people, messages::forEach);
    }

    /// Three friends on two platforms and in a transcript, with everything that is counted; a bot,
    /// a stranger, and a word in every message that must go nowhere.
    public static InventedChat ofFriends() {
        return new InventedChat()
                .person("alice", "Alice")
                .person("bob", "Bob")
                .person("zoe", "<script>alert('Zoë')</script>")
                .person("silent", "Silent Sam")
                .say("alice", 0, "xyzzy is anybody at home tonight? 🎉")
                .say("alice", 0.5, "xyzzy or not 🎉🎉")
                .say("bob", 1, "xyzzy me ❤")
                .send("zoe", 2, Message.Kind.MEDIA, "xyzzy what a day 👍🏽")
                .reply("bob", 3, 0, "xyzzy until ten")
                .send("zoe", 4, Message.Kind.FORWARD, "xyzzy somebody wrote this 😀")
                .send("robot", 5, Message.Kind.BOT, "xyzzy beep")
                .say("stranger", 6, "xyzzy hello there")
                .say("alice", 200, "xyzzy good night")
                .in(Platform.DISCORD, "other")
                .say("zoe", 60 * 24 * 40, "xyzzy " + "word ".repeat(70) + "❤️")
                .say("bob", 60 * 24 * 40 + 3, "xyzzy")
                .in(Platform.PLAIN, "file")
                .say("alice", 0, "xyzzy is this on")
                .say("bob", 0, "xyzzy it is");
    }
}
