package dev.understudy.tokenizer;

import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Transcript;
import dev.understudy.chat.Turn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Turns to token ids, one way for training and for the live prompt.
///
/// A turn is encoded in three parts: speaker and colon, the words, and each line end around them by
/// itself. That is what GPT-2's tokenizer makes of a whole transcript: a blank line before a word
/// is two tokens `Ċ`, not the one token `ĊĊ` (628) that the turn alone would end in. So ids of a
/// conversation are the ids of its turns one after the other, a prompt that ends in a header has
/// the tokens training saw, and the model finishes a turn with [#endOfTurn]. Thread-safe.
public final class TranscriptEncoder {
    private final Tokenizer tokenizer;
    private final int[] lineEnd;

    public TranscriptEncoder(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
        lineEnd = tokenizer.encode("\n");
    }

    /// The ids of [Transcript#header]: what makes the model speak as `speaker`.
    public int[] encodeHeader(SpeakerName speaker) {
        return join(tokenizer.encode(name(speaker)), lineEnd);
    }

    /// The ids of [Transcript#render(Turn)].
    public int[] encodeTurn(Turn turn) {
        return encodeTurns(List.of(turn)).getFirst();
    }

    /// The ids of `turn`, cut from the front of its words to at most `maxTokens`, its header kept;
    /// none when that would leave no word.
    ///
    /// What is left never begins with the end of a line: after the header's own that would be a
    /// blank line, and the next line of the same turn could pass for a header.
    public int[] encodeEnd(Turn turn, int maxTokens) {
        int[] ids = encodeTurn(turn);
        if (ids.length <= maxTokens) {
            return ids;
        }
        int[] header = encodeHeader(turn.speaker());
        int start = Math.max(header.length, ids.length - Math.max(0, maxTokens - header.length));
        while (start < ids.length && beginsBlank(Arrays.copyOfRange(ids, start, ids.length))) {
            start++;
        }
        return start == ids.length
                ? new int[0]
                : join(header, Arrays.copyOfRange(ids, start, ids.length));
    }

    private boolean beginsBlank(int[] ids) {
        String text = tokenizer.decode(ids);
        String firstLine = text.substring(0, Math.max(0, text.indexOf('\n')));
        return Turn.canonicalText(firstLine.replace('\uFFFD', ' ')).isEmpty();
    }

    /// The ids of each turn; batched.
    public List<int[]> encodeTurns(List<Turn> turns) {
        List<String> parts = new ArrayList<>(2 * turns.size());
        for (Turn turn : turns) {
            parts.add(name(turn.speaker()));
            parts.add(turn.text());
        }
        List<int[]> encoded = tokenizer.encodeAll(parts);
        List<int[]> ids = new ArrayList<>(turns.size());
        for (int i = 0; i < encoded.size(); i += 2) {
            ids.add(join(encoded.get(i), lineEnd, encoded.get(i + 1), lineEnd, lineEnd));
        }
        return ids;
    }

    /// The ids that close a turn: two line ends.
    public int[] endOfTurn() {
        return join(lineEnd, lineEnd);
    }

    /// The id between conversations.
    public int endOfConversation() {
        return tokenizer.endOfText();
    }

    private static String name(SpeakerName speaker) {
        return Transcript.header(speaker).stripTrailing();
    }

    private static int[] join(int[]... parts) {
        int length = 0;
        for (int[] part : parts) {
            length += part.length;
        }
        int[] whole = new int[length];
        int end = 0;
        for (int[] part : parts) {
            System.arraycopy(part, 0, whole, end, part.length);
            end += part.length;
        }
        return whole;
    }
}
