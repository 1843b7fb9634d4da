package dev.understudy.corpus;

import dev.understudy.chat.Platform;
import dev.understudy.chat.Transcript;
import dev.understudy.chat.Turn;
import java.time.Instant;
import java.util.List;

/// What was said in one channel between two silences; never empty.
record Conversation(Span span, List<Turn> turns) {
    /// When it was said.
    ///
    /// @param clock whether the platform knows; else the times only keep an order
    record Span(Instant from, Instant to, boolean clock) {}

    Conversation {
        turns = List.copyOf(turns);
    }

    /// Length as a transcript.
    long characters() {
        return turns.stream().mapToLong(Conversation::characters).sum();
    }

    static long characters(Turn turn) {
        return Transcript.render(turn).length();
    }

    /// Whether a platform says when things were said. Where it does not, silence and bursts cannot
    /// be told: a file is one conversation, each of its blocks one turn.
    static boolean hasClock(Platform platform) {
        return switch (platform) {
            case TELEGRAM, DISCORD, WHATSAPP, SIGNAL, IMESSAGE -> true;
            case PLAIN -> false;
        };
    }
}
