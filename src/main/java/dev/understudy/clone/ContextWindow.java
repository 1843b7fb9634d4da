package dev.understudy.clone;

import dev.understudy.chat.Pauses;
import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Turn;
import dev.understudy.tokenizer.TranscriptEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;

/// The latest messages of one channel, as a clone in it remembers them. Thread-safe.
///
/// Messages of a platform have ids and times: they can be changed and taken back, a burst of them
/// is one turn, and a silence ends a conversation, as in training. Lines without are turns of their
/// own.
public final class ContextWindow {
    /// More messages than any prompt holds: GPT-2 reads 1,024 tokens, and a turn has at least 5.
    private static final int MAX_MESSAGES = 256;

    private final Supplier<Pauses> pauses;
    private final SequencedMap<String, Said> messages = new LinkedHashMap<>();
    private boolean whole = true;
    private long unnamed;

    /// A message: what was said, and when if that is known.
    private record Said(Turn turn, Instant at, boolean timed) {}

    /// A turn as the prompt has it.
    ///
    /// @param opens whether a conversation begins with it
    record Passage(Turn turn, boolean opens) {}

    /// Cuts where most groups pause.
    public ContextWindow() {
        this(() -> Pauses.STANDARD);
    }

    /// @param pauses where it cuts; may change
    public ContextWindow(Supplier<Pauses> pauses) {
        this.pauses = pauses;
    }

    /// Remembers a line without id and time; the oldest is forgotten when there are too many.
    public synchronized void add(Turn turn) {
        put("\n" + unnamed++, new Said(turn, Instant.EPOCH, false));
    }

    /// Remembers the message `id`, said `at` that time. Returns whether it was new; one that is
    /// there stays as it is.
    public synchronized boolean add(String id, Instant at, Turn turn) {
        return !messages.containsKey(id) && put(id, new Said(turn, at, true));
    }

    private boolean put(String id, Said said) {
        messages.put(id, said);
        if (messages.size() > MAX_MESSAGES) {
            messages.pollFirstEntry();
            whole = false;
        }
        return true;
    }

    /// Gives message `id` other words, if it is remembered; forgets it when there is nothing to see
    /// in them.
    public synchronized void edit(String id, String text) {
        Optional.ofNullable(messages.get(id))
                .ifPresent(
                        said ->
                                Turn.of(said.turn.speaker(), text)
                                        .map(turn -> new Said(turn, said.at, said.timed))
                                        .ifPresentOrElse(
                                                changed -> messages.put(id, changed),
                                                () -> messages.remove(id)));
    }

    /// Forgets message `id`, if it is remembered.
    public synchronized void remove(String id) {
        messages.remove(id);
    }

    /// Forgets all that `who` said.
    public synchronized void remove(SpeakerName who) {
        messages.values().removeIf(said -> said.turn.speaker().equals(who));
    }

    /// Forgets everything: what follows is a new conversation.
    public synchronized void clear() {
        messages.clear();
        whole = true;
    }

    /// What is remembered, the oldest first, as turns.
    public synchronized List<Turn> turns() {
        return passages().stream().map(Passage::turn).toList();
    }

    /// The latest turns that fit, then the header of `next`: token ids, at most `maxTokens`.
    ///
    /// Turns are left out whole, the oldest first; only if the latest does not fit by itself is it
    /// cut, from its front, its header kept. A conversation that is there from its first turn
    /// begins, as in training, with the token between conversations. Throws UserError when not even
    /// the header fits.
    public synchronized int[] prompt(TranscriptEncoder encoder, SpeakerName next, int maxTokens) {
        return new Prompt(encoder, maxTokens).before(next, passages(), whole);
    }

    private List<Passage> passages() {
        List<Passage> passages = new ArrayList<>();
        StringBuilder burst = new StringBuilder();
        Said first = null;
        Said last = null;
        boolean opens = false;
        for (Said said : messages.values()) {
            if (last != null && first != null && !continues(last, said)) {
                passages.add(new Passage(new Turn(first.turn.speaker(), burst.toString()), opens));
                burst.setLength(0);
                opens = isSilence(last, said);
                first = null;
            }
            first = first == null ? said : first;
            burst.append(burst.isEmpty() ? "" : "\n").append(said.turn.text());
            last = said;
        }
        if (first != null) {
            passages.add(new Passage(new Turn(first.turn.speaker(), burst.toString()), opens));
        }
        return passages;
    }

    private boolean continues(Said before, Said after) {
        return before.timed
                && after.timed
                && before.turn.speaker().equals(after.turn.speaker())
                && pauses.get().isBurst(before.at, after.at);
    }

    private boolean isSilence(Said before, Said after) {
        return before.timed && after.timed && pauses.get().isSilence(before.at, after.at);
    }
}
