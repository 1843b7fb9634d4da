package dev.understudy.clone;

import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Turn;
import dev.understudy.clone.ContextWindow.Passage;
import dev.understudy.settings.UserError;
import dev.understudy.tokenizer.TranscriptEncoder;
import java.util.Arrays;
import java.util.List;

/// Token ids that a reply goes on from, filled from the back.
final class Prompt {
    /// No token of GPT-2's stands for more characters of ordinary text than this.
    private static final int TOKEN_CHARACTERS = 16;

    private final TranscriptEncoder encoder;
    private final int[] ids;
    private int start;

    Prompt(TranscriptEncoder encoder, int maxTokens) {
        this.encoder = encoder;
        ids = new int[maxTokens];
        start = maxTokens;
    }

    /// The ids of [ContextWindow#prompt].
    ///
    /// @param whole whether nothing was forgotten before `passages`
    int[] before(SpeakerName next, List<Passage> passages, boolean whole) {
        int[] header = encoder.encodeHeader(next);
        if (header.length > start) {
            throw tooLong(next, header.length);
        }
        prepend(header);
        for (int i = passages.size() - 1; i >= 0; i--) {
            int[] turn = fitted(passages.get(i).turn(), i == passages.size() - 1);
            if (turn.length == 0) {
                return rest();
            }
            prepend(turn);
            open(i > 0 && passages.get(i).opens());
        }
        open(whole);
        return rest();
    }

    private void open(boolean opens) {
        if (opens && start > 0) {
            ids[--start] = encoder.endOfConversation();
        }
    }

    private int[] rest() {
        return Arrays.copyOfRange(ids, start, ids.length);
    }

    private void prepend(int[] more) {
        start -= more.length;
        System.arraycopy(more, 0, ids, start, more.length);
    }

    private UserError tooLong(SpeakerName next, int tokens) {
        return new UserError(
                "The name of "
                        + next
                        + " takes "
                        + tokens
                        + " tokens, and this model reads "
                        + start
                        + " before it answers.",
                "Train a model with a longer context, or give this friend a shorter name.");
    }

    /// The ids of `turn` if they fit; cut from the front of the text if `cut` allows; else none.
    private int[] fitted(Turn turn, boolean cut) {
        int[] header = encoder.encodeHeader(turn.speaker());
        int forText = start - header.length;
        if (forText <= encoder.endOfTurn().length) {
            return new int[0];
        }
        int[] whole = encoder.encodeTurn(shortened(turn, forText * TOKEN_CHARACTERS));
        if (whole.length <= start) {
            return whole;
        }
        if (!cut) {
            return new int[0];
        }
        int[] tail = Arrays.copyOfRange(whole, whole.length - start, whole.length);
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
