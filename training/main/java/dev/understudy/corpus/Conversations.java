package dev.understudy.corpus;

import dev.understudy.archive.live.Policy;
import dev.understudy.archive.people.Willing;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Person;
import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Turn;
import dev.understudy.corpus.conversation.Conversation;
import dev.understudy.corpus.conversation.Said;
import dev.understudy.corpus.conversation.Talks;
import dev.understudy.corpus.privacy.Scrubbing;
import dev.understudy.corpus.selection.Filter;
import dev.understudy.corpus.selection.Omission;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads a stream of messages once: leaves out what teaches nobody to speak, and cuts the rest into
/// conversations. Memory: that of its filters and of [Talks]. One thread.
final class Conversations {
    private final Map<Handle, SpeakerName> speakers = new HashMap<>();
    private final Map<Handle, Policy.Absence> absent;
    private final List<Filter> filters = new ArrayList<>();
    private final Talks talks;
    private final Map<Omission, Long> leftOut = new EnumMap<>(Omission.class);
    private long read;

    /// @param willing every handle of theirs speaks under their one name
    /// @param scrubbing what conversations go through before they reach the sink
    Conversations(
            CorpusSettings settings,
            Willing willing,
            Scrubbing scrubbing,
            Consumer<Conversation> sink) {
        absent = willing.absent();
        talks =
                new Talks(
                        settings.cutting(),
                        talk -> sink.accept(settings.cased(scrubbing.of(talk))));
        for (Person person : willing.people()) {
            person.handles().forEach(handle -> speakers.put(handle, person.speaker()));
        }
        filters.add(Filter.KIND);
        filters.add(Filter.EMPTY);
        filters.add((message, _) -> withoutVoice(message.sender()));
        filters.add((message, _) -> repeating(willing, message));
        filters.addAll(settings.selection().filters());
    }

    /// Hands all conversations of `source` to the sink.
    void readAll(MessageSource source) {
        source.forEach(this::accept);
        talks.end();
    }

    /// How many messages were read.
    long read() {
        return read;
    }

    /// How many messages were left out, by reason.
    Map<Omission, Long> leftOut() {
        return new EnumMap<>(leftOut);
    }

    private Optional<Omission> withoutVoice(Handle sender) {
        Policy.Absence why = absent.get(sender);
        if (why != null) {
            return Optional.of(Omission.of(why));
        }
        return speakers.containsKey(sender)
                ? Optional.empty()
                : Optional.of(Omission.UNKNOWN_SENDER);
    }

    private static Optional<Omission> repeating(Willing willing, Message message) {
        return willing.forgotten().test(message.text())
                ? Optional.of(Omission.FORGOTTEN)
                : Optional.empty();
    }

    private void accept(Message message) {
        read++;
        String text = Turn.canonicalText(message.text());
        Optional<Omission> reason =
                filters.stream()
                        .flatMap(filter -> filter.judge(message, text).stream())
                        .findFirst();
        SpeakerName speaker = speakers.get(message.sender());
        if (reason.isPresent()) {
            leftOut.merge(reason.get(), 1L, Long::sum);
            if (absent.containsKey(message.sender())) {
                talks.interrupt();
            }
        } else if (speaker != null) {
            talks.say(Said.of(message, speaker, text));
        }
    }
}
