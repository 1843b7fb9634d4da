package dev.understudy.corpus;

import dev.understudy.archive.people.Willing;
import dev.understudy.chat.Channel;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Person;
import dev.understudy.chat.Platform;
import dev.understudy.chat.SpeakerName;
import dev.understudy.corpus.conversation.Conversation;
import dev.understudy.corpus.conversation.Cutting;
import dev.understudy.corpus.privacy.Scrubbing;
import dev.understudy.corpus.selection.Selection;
import dev.understudy.corpus.split.Held;
import dev.understudy.corpus.split.Shares;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Invented chats for the tests of this package, with seconds since noon for a clock.
final class Chats {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final List<Person> PEOPLE = List.of(person("alice"), person("bob"), person("carl"));

    static Willing everyone() {
        return new Willing(PEOPLE, Map.of());
    }

    private final List<Message> messages = new ArrayList<>();

    private static Person person(String name) {
        return new Person(
                SpeakerName.of(name),
                name,
                List.of(handle(Platform.TELEGRAM, name), handle(Platform.PLAIN, name)));
    }

    private static Handle handle(Platform platform, String name) {
        return new Handle(platform, name);
    }

    Chats say(String name, long second, String text) {
        return add(Platform.TELEGRAM, "group", name, second, Message.Kind.SPEECH, text);
    }

    Chats send(String name, long second, Message.Kind kind, String text) {
        return add(Platform.TELEGRAM, "group", name, second, kind, text);
    }

    Chats sayIn(String channel, String name, long second, String text) {
        return add(Platform.TELEGRAM, channel, name, second, Message.Kind.SPEECH, text);
    }

    Chats write(String name, String text) {
        return add(Platform.PLAIN, "file", name, messages.size(), Message.Kind.SPEECH, text);
    }

    private Chats add(
            Platform platform,
            String channel,
            String name,
            long second,
            Message.Kind kind,
            String text) {
        Instant at =
                platform == Platform.PLAIN
                        ? Instant.ofEpochSecond(second)
                        : NOON.plusSeconds(second);
        messages.add(
                new Message(
                        new Channel(platform, channel, ""),
                        String.valueOf(messages.size()),
                        handle(platform, name),
                        name,
                        at,
                        messages.size(),
                        kind,
                        text,
                        Optional.empty(),
                        Optional.empty()));
        return this;
    }

    MessageSource source() {
        return messages::forEach;
    }

    /// The standard, with a tenth for validation.
    static CorpusSettings settings(int blockLength) {
        return settings(Shares.STANDARD.validation() * 2, blockLength);
    }

    static CorpusSettings settings(double validationShare, int blockLength) {
        return new CorpusSettings(
                Cutting.STANDARD,
                Selection.STANDARD,
                new Shares(validationShare, 0, 1),
                blockLength,
                Held.NEWEST,
                0,
                false);
    }

    /// The conversations that `settings` make of the chat.
    List<Conversation> cut(CorpusSettings settings) {
        List<Conversation> cut = new ArrayList<>();
        new Conversations(settings, everyone(), new Scrubbing(Optional.empty()), cut::add)
                .readAll(source());
        return cut;
    }
}
