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
    private int begins;

    Prompt(TranscriptEncoder encoder, int maxTokens) {
        this.encoder = encoder;
        ids = new int[maxTokens];
        start = maxTokens;
    }

    /// The ids of [ContextWindow#prompt], of the passages from number `from` on.
    ///
    /// @param whole whether nothing was forgotten before `passages`
    int[] before(SpeakerName next, List<Passage> passages, int from, boolean whole) {
        return before(next, passages, from, ids.length, whole);
    }

    /// The same of as many of the latest as take half of the room, and of the last in any case.
    int[] latestHalf(SpeakerName next, List<Passage> passages, boolean whole) {
        return before(next, passages, 0, ids.length / 2, whole);
    }

    private int[] before(
            SpeakerName next, List<Passage> passages, int from, int room, boolean whole) {
        int[] header = encoder.encodeHeader(next);
        if (header.length > start) {
            throw tooLong(next, header.length);
        }
        prepend(header);
        begins = passages.size();
        while (begins > from) {
            Passage passage = passages.get(begins - 1);
            boolean last = begins == passages.size();
            int[] fitting = whole(passage.turn());
            boolean fits = fitting.length > 0 && used() + fitting.length <= room;
            if (!fits && !last) {
                return rest();
            }
            begins--;
            if (fitting.length == 0) {
                prepend(end(passage.turn()));
                return rest();
            }
            prepend(fitting);
            open(begins > 0 && passage.opens());
        }
        open(whole && from == 0);
        return rest();
    }

    private int used() {
        return ids.length - start;
    }

    /// The number of the first passage that is in it, as a whole or in part.
    int begins() {
        return begins;
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

    /// The ids of `turn` if they fit, else none.
    private int[] whole(Turn turn) {
        if (turn.text().length() > start * TOKEN_CHARACTERS) {
            return new int[0];
        }
        int[] turnIds = encoder.encodeTurn(turn);
        return turnIds.length <= start ? turnIds : new int[0];
    }

    /// The ids of the end of `turn` that fits, with its header; none when no word does.
    private int[] end(Turn turn) {
        return encoder.encodeEnd(shortened(turn, start * TOKEN_CHARACTERS), start);
    }

    /// Spares the tokenizer a megabyte of which a few hundred tokens are used.
    private static Turn shortened(Turn turn, int characters) {
        String text = turn.text();
        return text.length() <= characters
                ? turn
                : Turn.of(turn.speaker(), text.substring(text.length() - characters)).orElse(turn);
    }
}
