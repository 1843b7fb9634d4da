package dev.understudy.statistics.counting;

import dev.understudy.chat.Message;
import dev.understudy.chat.Platform;
import dev.understudy.statistics.BusyConversation;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A conversation while it is heard, and the turn that somebody has in it.
final class Talk {
    private final Platform platform;
    private final Instant from;
    private final Map<Tally, Long> by = new LinkedHashMap<>();
    private Optional<Tally> speaker = Optional.empty();
    private long turnMessages;
    private Instant last;

    /// One that `first` starts at `from`; empty for somebody without a name here.
    Talk(Platform platform, Instant from, Optional<Tally> first) {
        this.platform = platform;
        this.from = from;
        this.last = from;
        this.speaker = first;
    }

    Optional<Tally> speaker() {
        return speaker;
    }

    Instant last() {
        return last;
    }

    /// `next` takes the turn.
    void turnTo(Optional<Tally> next) {
        endTurn();
        speaker = next;
    }

    /// The speaker says one more message of the turn.
    void say(Message message) {
        last = message.sentAt();
        turnMessages++;
        speaker.ifPresent(one -> by.merge(one, 1L, Long::sum));
    }

    private void endTurn() {
        if (platform.hasClock()) {
            speaker.ifPresent(one -> one.takesTurn(turnMessages));
        }
        turnMessages = 0;
    }

    /// Nobody says any more.
    BusyConversation end() {
        endTurn();
        List<BusyConversation.Part> parts =
                by.entrySet().stream()
                        .map(said -> new BusyConversation.Part(said.getKey().name, said.getValue()))
                        .sorted(
                                Comparator.comparingLong(BusyConversation.Part::messages)
                                        .reversed()
                                        .thenComparing(BusyConversation.Part::name))
                        .toList();
        long messages = parts.stream().mapToLong(BusyConversation.Part::messages).sum();
        return new BusyConversation(from, last, messages, platform, parts);
    }
}
