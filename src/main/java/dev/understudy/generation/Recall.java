package dev.understudy.generation;

import dev.understudy.generation.guess.Guesser;
import dev.understudy.generation.guess.Guesser.Row;
import dev.understudy.generation.guess.Ngrams;
import dev.understudy.model.Decoder;
import dev.understudy.model.LanguageModel;
import dev.understudy.sampling.Logits;
import java.util.Arrays;

/// What a model has read of one text, so that it reads only what is new when it goes on. Whatever
/// is in it, what comes next is the same. One thread at a time; close it before the model.
///
/// Where it pays off, tokens that will probably come are read along. Which token comes is for the
/// caller to say, so that guesses change nothing but how long it takes: a token drawn from the
/// model's scores is the guessed one as often as the model would have it (Leviathan et al. 2023,
/// for a draft without doubt).
public final class Recall implements AutoCloseable {
    private final LanguageModel model;
    private final Guesser guesser;
    private final Decoder decoder;
    private int[] read = {};
    private int length;
    private Row ahead = Row.NONE;
    private float[][] scoresAhead = {};
    private int taken;

    /// Of one that has read nothing yet, and guesses nothing but from the text itself.
    public Recall(LanguageModel model) {
        this(model, new Guesser(Ngrams.NONE, model.vocabularySize()));
    }

    /// The same with others' guesses.
    public Recall(LanguageModel model, Guesser guesser) {
        this.model = model;
        this.guesser = guesser;
        decoder = model.newDecoder();
    }

    private Recall(Recall other) {
        model = other.model;
        guesser = other.guesser;
        read = Arrays.copyOf(other.read, other.length);
        length = other.length;
        decoder = other.decoder.copy().orElseGet(this::readAgain);
    }

    private Decoder readAgain() {
        Decoder again = model.newDecoder();
        if (length > 0) {
            again.append(Arrays.copyOf(read, length));
        }
        return again;
    }

    /// Another one that has read the same; close it, too.
    public Recall copy() {
        forgetGuesses();
        return new Recall(this);
    }

    /// How likely `ids` are after what was read, which stays as it was: the mean over the last
    /// `scored` of them, in nats.
    public double likelihood(int[] ids, int scored) {
        forgetGuesses();
        float[][] scores = decoder.append(ids, scored + 1);
        decoder.truncate(length);
        double sum = 0;
        for (int i = 0; i < scored; i++) {
            sum += Logits.likelihood(scores[i], ids[ids.length - scored + i]);
        }
        return sum / scored;
    }

    /// Reads `prompt` as far as it is new, and forgets what is not in it. Returns the scores of the
    /// token that comes next.
    public float[] read(int[] prompt) {
        truncate(known(prompt));
        float[] scores = decoder.append(Arrays.copyOfRange(prompt, length, prompt.length));
        note(Arrays.copyOfRange(prompt, length, prompt.length));
        return scores;
    }

    /// How many tokens at the beginning are those that were read; never all of them, as the last
    /// one's scores are asked for.
    private int known(int[] prompt) {
        int most = Math.min(length, prompt.length - 1);
        int differs = Arrays.mismatch(read, 0, most, prompt, 0, most);
        return differs < 0 ? most : differs;
    }

    /// Reads the token that comes after those that were read, and returns the scores of the next.
    public float[] append(int token) {
        if (taken < ahead.length()) {
            boolean right = ahead.tokens()[taken] == token;
            guesser.learn(ahead, taken, right);
            if (right) {
                note(token);
                return scoresAhead[++taken];
            }
        }
        forgetGuesses();
        note(token);
        int room = model.contextLength() - length;
        ahead = guesser.guess(read, length, model.worthGuessing(1), room);
        int[] ids = new int[1 + ahead.length()];
        ids[0] = token;
        System.arraycopy(ahead.tokens(), 0, ids, 1, ahead.length());
        taken = 0;
        try {
            scoresAhead = decoder.append(ids, ids.length);
        } catch (RuntimeException | Error unread) {
            ahead = Row.NONE;
            length--;
            throw unread;
        }
        return scoresAhead[0];
    }

    private void note(int... ids) {
        if (read.length < length + ids.length) {
            read = Arrays.copyOf(read, Math.max(length + ids.length, 2 * read.length));
        }
        System.arraycopy(ids, 0, read, length, ids.length);
        length += ids.length;
    }

    private void forgetGuesses() {
        decoder.truncate(length);
        ahead = Row.NONE;
        taken = 0;
        scoresAhead = new float[0][];
    }

    /// How many tokens were read.
    public int length() {
        return length;
    }

    /// Forgets all after the first so many tokens.
    public void truncate(int tokens) {
        decoder.truncate(tokens);
        length = tokens;
        forgetGuesses();
    }

    /// Bytes of memory that it takes.
    public long bytes() {
        long scores = scoresAhead.length == 0 ? 0 : scoresAhead[0].length;
        return decoder.bytes()
                + (long) read.length * Integer.BYTES
                + scoresAhead.length * scores * Float.BYTES;
    }

    @Override
    public void close() {
        decoder.close();
    }
}
