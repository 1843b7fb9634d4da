package dev.understudy.evaluation;

import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Transcript;
import dev.understudy.chat.Turn;
import dev.understudy.corpus.Corpus;
import dev.understudy.corpus.CorpusBuilder;
import dev.understudy.corpus.CorpusText;
import dev.understudy.corpus.TokenSpeakers;
import dev.understudy.corpus.split.Part;
import dev.understudy.model.Batch;
import dev.understudy.tokenizer.Tokenizer;
import dev.understudy.tokenizer.TranscriptEncoder;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/// A text in the tokens of one model, to be measured from its second token to its last: the first
/// follows nothing that could foretell it.
///
/// @param ids an end of text between two documents, none before the first
/// @param whose who says each of them
/// @param sizes how much text is measured: at 0 what is nobody's, then in the order of `whose`'s
///   names
@SuppressWarnings("ArrayRecordComponent") // never compared, and too large to copy
public record Passage(int[] ids, TokenSpeakers whose, List<Size> sizes) {
    /// How much text some tokens stand for; an end of text stands for none.
    ///
    /// @param characters code points; one that is spread over tokens counts where it begins
    /// @param bytes in UTF-8
    public record Size(long characters, long bytes) {
        static final Size NONE = new Size(0, 0);

        static Size of(byte[] utf8) {
            int characters = 0;
            for (byte unit : utf8) {
                characters += (unit & 0xC0) == 0x80 ? 0 : 1;
            }
            return new Size(characters, utf8.length);
        }

        Size plus(Size other) {
            return new Size(characters + other.characters, bytes + other.bytes);
        }
    }

    public Passage {
        sizes = List.copyOf(sizes);
    }

    /// The validation part of `corpus`, in the tokens of whichever `tokenizer`.
    public static Passage ofValidation(Corpus corpus, Tokenizer tokenizer) {
        List<String> documents = new CorpusText(corpus).documents(Part.VALIDATION);
        return corpus.card().speakers().isEmpty()
                ? ofTexts(documents, tokenizer)
                : ofConversations(documents.stream().map(Transcript::parse).toList(), tokenizer);
    }

    /// Conversations as the corpus would write them.
    public static Passage ofConversations(List<List<Turn>> conversations, Tokenizer tokenizer) {
        TranscriptEncoder encoder = new TranscriptEncoder(tokenizer);
        TreeSet<SpeakerName> speakers = new TreeSet<>();
        conversations.forEach(turns -> turns.forEach(turn -> speakers.add(turn.speaker())));
        List<SpeakerName> names = List.copyOf(speakers);
        Writing writing = new Writing(tokenizer);
        for (List<Turn> turns : conversations) {
            writing.endDocument();
            List<int[]> encoded = encoder.encodeTurns(turns);
            for (int i = 0; i < turns.size(); i++) {
                SpeakerName speaker = turns.get(i).speaker();
                int[] ids = encoded.get(i);
                int header = encoder.encodeHeader(speaker).length;
                writing.add(ids, 0, header, TokenSpeakers.NOBODY);
                writing.add(ids, header, ids.length, names.indexOf(speaker) + 1);
            }
        }
        return writing.passage(names);
    }

    /// Texts that are no transcripts.
    public static Passage ofTexts(List<String> documents, Tokenizer tokenizer) {
        Writing writing = new Writing(tokenizer);
        for (String document : documents) {
            writing.endDocument();
            for (int[] ids : tokenizer.encodeAll(CorpusBuilder.pieces(document))) {
                writing.add(ids, 0, ids.length, TokenSpeakers.NOBODY);
            }
        }
        return writing.passage(List.of());
    }

    private static final class Writing {
        private final Tokenizer tokenizer;
        private final IntStream.Builder ids = IntStream.builder();
        private final IntStream.Builder marks = IntStream.builder();
        private boolean begun;

        Writing(Tokenizer tokenizer) {
            this.tokenizer = tokenizer;
        }

        void endDocument() {
            if (begun) {
                ids.add(tokenizer.endOfText());
                marks.add(TokenSpeakers.NOBODY);
            }
        }

        void add(int[] some, int from, int to, int mark) {
            for (int i = from; i < to; i++) {
                ids.add(some[i]);
                marks.add(mark);
                begun = true;
            }
        }

        Passage passage(List<SpeakerName> names) {
            int[] all = ids.build().toArray();
            TokenSpeakers whose = TokenSpeakers.of(names, marks.build().toArray());
            Size[] sizes = new Size[names.size() + 1];
            Arrays.fill(sizes, Size.NONE);
            for (int i = 1; i < all.length; i++) {
                if (all[i] != tokenizer.endOfText()) {
                    int mark = whose.at(i);
                    sizes[mark] = sizes[mark].plus(Size.of(tokenizer.bytes(all[i])));
                }
            }
            return new Passage(all, whose, List.of(sizes));
        }
    }

    /// How many tokens are measured.
    public long measured() {
        return Math.max(0, ids.length - 1);
    }

    /// How much text is measured.
    public Size size() {
        return sizes.stream().reduce(Size.NONE, Size::plus);
    }

    /// The loss of every token but the first, read in windows of `length` that follow each other:
    /// each begins with the token before those that it measures, and the last may be shorter.
    ///
    /// @param progress is told how many tokens were measured
    public Losses measure(TokenLosses model, int length, LongConsumer progress) {
        LossCount count = new LossCount(model, whose.names());
        int from = 0;
        while (from < ids.length - 1) {
            int left = ids.length - 1 - from;
            int rows = Math.min(LossCount.rows(length), left / length);
            Batch batch = rows == 0 ? window(from, 1, left) : window(from, rows, length);
            int first = from + 1;
            count.add(batch, target -> whose.at(first + target));
            from += batch.ids().length;
            progress.accept(from);
        }
        return count.losses();
    }

    private Batch window(int from, int rows, int length) {
        long[] inputs = new long[rows * length];
        long[] targets = new long[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = ids[from + i];
            targets[i] = ids[from + i + 1];
        }
        return new Batch(rows, length, inputs, targets);
    }
}
