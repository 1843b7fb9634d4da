package dev.understudy.corpus.conversation;

import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Transcript;
import dev.understudy.chat.Turn;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What was said in one channel between two silences; never empty.
public record Conversation(Span span, List<Turn> turns) {
    /// When it was said.
    ///
    /// @param clock whether the platform knows; else the times only keep an order
    public record Span(Instant from, Instant to, boolean clock) {}

    public Conversation {
        turns = List.copyOf(turns);
    }

    /// Length as a transcript.
    public long characters() {
        return turns.stream().mapToLong(Conversation::characters).sum();
    }

    /// Length of `turn` in a transcript.
    public static long characters(Turn turn) {
        return Transcript.render(turn).length();
    }

    /// Length of what each speaker says in it.
    public SortedMap<SpeakerName, Long> charactersOfEach() {
        SortedMap<SpeakerName, Long> each = new TreeMap<>();
        turns.forEach(turn -> each.merge(turn.speaker(), characters(turn), Long::sum));
        return each;
    }
}
