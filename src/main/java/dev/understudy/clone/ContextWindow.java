package dev.understudy.clone;

import dev.understudy.chat.Pauses;
import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Turn;
import dev.understudy.tokenizer.TranscriptEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /// The message that the last prompt began with.
    private String start = "";

    /// A message: what was said, and when if that is known.
    private record Said(Turn turn, Instant at, boolean timed) {}

    /// A turn as the prompt has it.
    ///
    /// @param opens whether a conversation begins with it
    /// @param first the id of its first message
    record Passage(Turn turn, boolean opens, String first) {}

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
    /// A prompt begins where the one before did, so that a model has to read only what is new. When
    /// that is too long the older half is left out, and not one turn at a time, which would begin
    /// each prompt elsewhere. Turns are left out whole, the oldest first; only if the latest does
    /// not fit by itself is it cut, from its front, its header kept. A conversation that is there
    /// from its first turn begins, as in training, with the token between conversations. Throws
    /// UserError when not even the header fits.
    public synchronized int[] prompt(TranscriptEncoder encoder, SpeakerName next, int maxTokens) {
        List<Passage> passages = passages();
        List<String> firsts = passages.stream().map(Passage::first).toList();
        int from = firsts.indexOf(start);
        Prompt prompt = new Prompt(encoder, maxTokens);
        int[] ids = prompt.before(next, passages, Math.max(0, from), whole);
        if (prompt.begins() > Math.max(0, from) && from >= 0) {
            prompt = new Prompt(encoder, maxTokens);
            ids = prompt.latestHalf(next, passages, whole);
        }
        start = prompt.begins() < firsts.size() ? firsts.get(prompt.begins()) : "";
        return ids;
    }

    private List<Passage> passages() {
        List<Passage> passages = new ArrayList<>();
        StringBuilder burst = new StringBuilder();
        String first = "";
        Said last = null;
        boolean opens = false;
        for (Map.Entry<String, Said> message : messages.entrySet()) {
            Said said = message.getValue();
            if (last != null && !continues(last, said)) {
                passages.add(passage(last, burst, opens, first));
                burst.setLength(0);
                opens = isSilence(last, said);
            }
            first = burst.isEmpty() ? message.getKey() : first;
            burst.append(burst.isEmpty() ? "" : "\n").append(said.turn.text());
            last = said;
        }
        if (last != null) {
            passages.add(passage(last, burst, opens, first));
        }
        return passages;
    }

    private static Passage passage(Said any, StringBuilder burst, boolean opens, String first) {
        return new Passage(new Turn(any.turn.speaker(), burst.toString()), opens, first);
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
