package dev.understudy.corpus.conversation;

import dev.understudy.chat.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A conversation to which something may still be said. One thread.
final class Talk {
    private final List<Taken> turns = new ArrayList<>();
    private final StringBuilder burst = new StringBuilder();
    private final Map<String, Instant> times = new HashMap<>();
    private Instant from;
    private long burstOrder;
    private Said last;
    private boolean interrupted;

    /// A turn.
    ///
    /// @param order in which it began, among all that is said
    private record Taken(long order, Turn turn) {}

    /// Begins with `first`.
    ///
    /// @param order rises with all that is said
    Talk(Said first, long order) {
        from = first.at();
        last = first;
        note(first, order);
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
    void add(Said said, long order, Duration within) {
        boolean startsTurn =
                interrupted
                        || !last.speaker().equals(said.speaker())
                        || !said.hasClock()
                        || said.since(last).compareTo(within) > 0;
        if (startsTurn) {
            endTurn();
        }
        note(said, order);
    }

    /// Somebody said something that is left out: whoever goes on begins a turn.
    void interrupt() {
        interrupted = true;
    }

    /// Takes in `other`, in which something was said last; turn by turn in the order they began.
    void join(Talk other) {
        endTurn();
        turns.addAll(other.turns);
        turns.sort(Comparator.comparingLong(Taken::order));
        burst.append(other.burst);
        burstOrder = other.burstOrder;
        times.putAll(other.times);
        from = from.isBefore(other.from) ? from : other.from;
        last = other.last;
    }

    private void note(Said said, long order) {
        if (burst.isEmpty()) {
            burstOrder = order;
        } else {
            burst.append('\n');
        }
        burst.append(said.text());
        if (said.hasClock()) {
            times.put(said.id(), said.at());
        }
        last = said;
        interrupted = false;
    }

    private void endTurn() {
        turns.add(new Taken(burstOrder, new Turn(last.speaker(), burst.toString())));
        burst.setLength(0);
    }

    /// The whole of it; nothing is said to it any more.
    Conversation end() {
        endTurn();
        return new Conversation(
                new Conversation.Span(from, last.at(), last.hasClock()),
                turns.stream().map(Taken::turn).toList());
    }
}
