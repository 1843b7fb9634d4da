package dev.understudy.clone;

import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Turn;
import dev.understudy.settings.UserError;
import dev.understudy.tokenizer.TranscriptEncoder;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/// The latest turns of one channel, as a clone in it remembers them. One thread.
public final class ContextWindow {
    /// More turns than any prompt holds: GPT-2 reads 1,024 tokens, and a turn has at least 5.
    private static final int MAX_TURNS = 256;

    /// No token of GPT-2's stands for more characters of ordinary text than this.
    private static final int TOKEN_CHARACTERS = 16;

    private final Deque<Turn> turns = new ArrayDeque<>();
    private boolean whole = true;

    /// Remembers `turn`; the oldest is forgotten when there are too many.
    public void add(Turn turn) {
        turns.addLast(turn);
        if (turns.size() > MAX_TURNS) {
            turns.removeFirst();
            whole = false;
        }
    }

    /// Forgets everything: what follows is a new conversation.
    public void clear() {
        turns.clear();
        whole = true;
    }

    /// What is remembered, the oldest first.
    public List<Turn> turns() {
        return List.copyOf(turns);
    }

    /// The latest turns that fit, then the header of `next`: token ids, at most `maxTokens`.
    ///
    /// Turns are left out whole, the oldest first; only if the latest does not fit by itself is it
    /// cut, from its front, its header kept. A conversation that is there from its first turn
    /// begins, as in training, with the token between conversations. Throws UserError when not even
    /// the header fits.
    public int[] prompt(TranscriptEncoder encoder, SpeakerName next, int maxTokens) {
        int[] prompt = new int[maxTokens];
        int start = prepend(prompt, maxTokens, encoder.encodeHeader(next), next);
        Iterator<Turn> latestFirst = turns.descendingIterator();
        boolean complete = whole;
        boolean latest = true;
        while (latestFirst.hasNext()) {
            int[] ids = fitted(encoder, latestFirst.next(), start, latest);
            latest = false;
            if (ids.length == 0) {
                complete = false;
                break;
            }
            start -= ids.length;
            System.arraycopy(ids, 0, prompt, start, ids.length);
        }
        if (complete && start > 0) {
            prompt[--start] = encoder.endOfConversation();
        }
        return Arrays.copyOfRange(prompt, start, maxTokens);
    }

    private static int prepend(int[] prompt, int end, int[] header, SpeakerName next) {
        if (header.length > end) {
            throw new UserError(
                    "The name of "
                            + next
                            + " takes "
                            + header.length
                            + " tokens, and this model reads "
                            + end
                            + " before it answers.",
                    "Train a model with a longer context, or give this friend a shorter name.");
        }
        System.arraycopy(header, 0, prompt, end - header.length, header.length);
        return end - header.length;
    }

    /// The ids of `turn` if they fit into `room`; cut from the front of the text if `cut` allows;
    /// else none.
    private static int[] fitted(TranscriptEncoder encoder, Turn turn, int room, boolean cut) {
        int[] header = encoder.encodeHeader(turn.speaker());
        int forText = room - header.length;
        if (forText <= encoder.endOfTurn().length) {
            return new int[0];
        }
        int[] ids = encoder.encodeTurn(shortened(turn, forText * TOKEN_CHARACTERS));
        if (ids.length <= room) {
            return ids;
        }
        if (!cut) {
            return new int[0];
        }
        int[] tail = Arrays.copyOfRange(ids, ids.length - room, ids.length);
        System.arraycopy(header, 0, tail, 0, header.length);
        return tail;
    }

    /// Spares the tokenizer a megabyte of which a few hundred tokens are used.
    private static Turn shortened(Turn turn, int characters) {
        String text = turn.text();
        return text.length() <= characters
                ? turn
                : Turn.of(turn.speaker(), text.substring(text.length() - characters)).orElse(turn);
    }
}
