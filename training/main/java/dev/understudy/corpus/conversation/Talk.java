package dev.understudy.corpus.conversation;

import dev.understudy.chat.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A conversation to which something may still be said. One thread.
final class Talk {
    private final Instant from;
    private final List<Turn> turns = new ArrayList<>();
    private final StringBuilder burst = new StringBuilder();
    private final Map<String, Instant> times = new HashMap<>();
    private Said last;

    /// Begins with `first`.
    Talk(Said first) {
        from = first.at();
        last = first;
        note(first);
    }

    /// What was said last.
    Said last() {
        return last;
    }

    /// Whether a message of it with this id was said within `span` before `now`.
    boolean holds(String id, Instant now, Duration span) {
        Instant at = times.get(id);
        return at != null && Duration.between(at, now).compareTo(span) <= 0;
    }

    /// Goes on with `said`, in the same turn where the same speaker goes on so soon.
    void add(Said said, Duration within) {
        boolean startsTurn =
                !last.speaker().equals(said.speaker())
                        || !said.hasClock()
                        || said.since(last).compareTo(within) > 0;
        if (startsTurn) {
            endTurn();
        }
        note(said);
    }

    /// Goes on with all of `later`.
    void add(Talk later) {
        endTurn();
        turns.addAll(later.turns);
        burst.append(later.burst);
        times.putAll(later.times);
        last = later.last;
    }

    private void note(Said said) {
        burst.append(burst.isEmpty() ? "" : "\n").append(said.text());
        if (said.hasClock()) {
            times.put(said.id(), said.at());
        }
        last = said;
    }

    private void endTurn() {
        turns.add(new Turn(last.speaker(), burst.toString()));
        burst.setLength(0);
    }

    /// The whole of it; nothing is said to it any more.
    Conversation end() {
        endTurn();
        return new Conversation(new Conversation.Span(from, last.at(), last.hasClock()), turns);
    }
}
