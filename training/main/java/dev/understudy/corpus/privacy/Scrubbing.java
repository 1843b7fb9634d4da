package dev.understudy.corpus.privacy;

import dev.understudy.chat.Turn;
import dev.understudy.corpus.conversation.Conversation;
import dev.understudy.scrub.Scrubbed;
import dev.understudy.scrub.Scrubber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Replaces private data in all that a corpus is made of, and counts it. Whole turns are looked at,
/// so what a burst breaks over several messages is found. One thread.
public final class Scrubbing {
    private final Optional<Scrubber> scrubber;
    private final SortedMap<String, Long> counts = new TreeMap<>();

    /// @param scrubber empty to leave everything as it is
    public Scrubbing(Optional<Scrubber> scrubber) {
        this.scrubber = scrubber;
    }

    /// `conversation` without private data.
    public Conversation of(Conversation conversation) {
        if (scrubber.isEmpty()) {
            return conversation;
        }
        List<Turn> turns = new ArrayList<>();
        String before = "";
        for (Turn turn : conversation.turns()) {
            String text = counted(scrubber.get().scrub(turn.text(), before));
            Turn.of(turn.speaker(), text).ifPresent(turns::add);
            before = turn.text();
        }
        return new Conversation(conversation.span(), turns);
    }

    /// `text` without private data.
    public String of(String text) {
        return scrubber.isEmpty() ? text : counted(scrubber.get().scrub(text));
    }

    private String counted(Scrubbed scrubbed) {
        scrubbed.counts().forEach((secret, n) -> counts.merge(secret.label(), (long) n, Long::sum));
        return scrubbed.text();
    }

    /// How many were replaced, by sort; empty where nothing was looked for.
    public Optional<SortedMap<String, Long>> counts() {
        return scrubber.map(_ -> new TreeMap<>(counts));
    }
}
