package dev.understudy.corpus;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Person;
import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Cuts a stream of messages at silences and merges bursts. Memory: one conversation. One thread.
final class Conversations {
    private final CorpusSettings settings;
    private final Map<Handle, SpeakerName> speakers = new HashMap<>();
    private final Consumer<Conversation> sink;
    private final Map<Omission, Long> leftOut = new EnumMap<>(Omission.class);

    private final List<Turn> turns = new ArrayList<>();
    private final StringBuilder burst = new StringBuilder();
    private Instant from = Instant.EPOCH;
    private @Nullable Said last;

    /// Why a message is not in the corpus.
    enum Omission {
        MEDIA,
        FORWARD,
        BOT,
        /// Nothing is left of its text in a transcript: white space, control characters.
        EMPTY,
        /// No person in the circle owns the handle that sent it.
        UNKNOWN_SENDER;

        /// The reason that a message's kind gives, if any.
        static Optional<Omission> of(Message.Kind kind) {
            return switch (kind) {
                case SPEECH -> Optional.empty();
                case MEDIA -> Optional.of(MEDIA);
                case FORWARD -> Optional.of(FORWARD);
                case BOT -> Optional.of(BOT);
            };
        }

        /// The name in `corpus.json` and in messages: `unknown sender`.
        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    private record Said(Channel channel, SpeakerName speaker, Instant at) {}

    /// @param people every handle of theirs speaks under their one name
    Conversations(CorpusSettings settings, List<Person> people, Consumer<Conversation> sink) {
        this.settings = settings;
        this.sink = sink;
        for (Person person : people) {
            person.handles().forEach(handle -> speakers.put(handle, person.speaker()));
        }
    }

    /// Hands all conversations of `source` to the sink, in the source's order.
    void readAll(MessageSource source) {
        source.forEach(this::accept);
        endConversation();
    }

    /// How many messages were left out, by reason.
    Map<Omission, Long> leftOut() {
        return new EnumMap<>(leftOut);
    }

    private void accept(Message message) {
        SpeakerName speaker = speakers.get(message.sender());
        String text = settings.cased(Turn.canonicalText(message.text()));
        Optional<Omission> kind = Omission.of(message.kind());
        if (kind.isPresent()) {
            leftOut.merge(kind.get(), 1L, Long::sum);
        } else if (text.isEmpty()) {
            leftOut.merge(Omission.EMPTY, 1L, Long::sum);
        } else if (speaker == null) {
            leftOut.merge(Omission.UNKNOWN_SENDER, 1L, Long::sum);
        } else {
            say(new Said(message.channel(), speaker, message.sentAt()), text);
        }
    }

    private void say(Said said, String text) {
        Said before = last;
        if (before == null || startsConversation(before, said)) {
            endConversation();
            from = said.at;
        } else if (startsTurn(before, said)) {
            endTurn(before.speaker);
        }
        burst.append(burst.isEmpty() ? "" : "\n").append(text);
        last = said;
    }

    private boolean startsConversation(Said before, Said said) {
        return !sameChannel(before, said)
                || (hasClock(said) && pause(before, said).compareTo(settings.silence()) > 0);
    }

    /// A retitled channel is still the same place.
    private static boolean sameChannel(Said before, Said said) {
        return before.channel.platform() == said.channel.platform()
                && before.channel.id().equals(said.channel.id());
    }

    private boolean startsTurn(Said before, Said said) {
        return !before.speaker.equals(said.speaker)
                || !hasClock(said)
                || pause(before, said).compareTo(settings.burst()) > 0;
    }

    /// Where a platform does not say when things were said, silence and bursts cannot be told: a
    /// file is one conversation, each of its blocks one turn.
    private static boolean hasClock(Said said) {
        return said.channel.platform().hasClock();
    }

    private static Duration pause(Said before, Said said) {
        return Duration.between(before.at, said.at);
    }

    private void endTurn(SpeakerName speaker) {
        turns.add(new Turn(speaker, burst.toString()));
        burst.setLength(0);
    }

    private void endConversation() {
        Said end = last;
        if (end != null) {
            endTurn(end.speaker);
            sink.accept(
                    new Conversation(new Conversation.Span(from, end.at, hasClock(end)), turns));
            turns.clear();
            last = null;
        }
    }
}
