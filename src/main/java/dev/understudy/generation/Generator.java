package dev.understudy.generation;

import dev.understudy.generation.Sample.End;
import dev.understudy.sampling.Logits;
import dev.understudy.sampling.Said;
import dev.understudy.sampling.Sampler;
import dev.understudy.tokenizer.Tokenizer;
import java.util.Arrays;
import java.util.BitSet;

/// Goes on with one prompt, as often as one likes; the prompt is read once. When the model's
/// context is full, the older half of it is forgotten. One thread; close it before the model.
public final class Generator implements AutoCloseable {
    private final Tokenizer tokenizer;
    private final int[] prompt;
    private final Recall recall;
    private final BitSet banned = new BitSet();
    private final float[] first;

    /// What the decoder has read, of at most the context's length.
    private final int[] window;

    private int length;
    private boolean promptForgotten;

    /// Hears a text while it is being written.
    public interface Reader {
        /// Whole characters that come next. Returns whether to go on.
        boolean read(String more);
    }

    /// Reads `prompt`. Throws IllegalArgumentException when it is longer than the model's context.
    public Generator(TextModel text, Prompt prompt) {
        tokenizer = text.tokenizer();
        this.prompt = prompt.ids();
        window = new int[text.model().contextLength()];
        banned.set(
                tokenizer.vocabularySize(),
                Math.max(tokenizer.vocabularySize(), text.model().vocabularySize()));
        recall = new Recall(text.model());
        try {
            first = readPrompt();
        } catch (RuntimeException unreadable) {
            recall.close();
            throw unreadable;
        }
    }

    private float[] readPrompt() {
        recall.truncate(0);
        float[] logits = Logits.possible(recall.read(prompt));
        System.arraycopy(prompt, 0, window, 0, prompt.length);
        return logits;
    }

    /// What comes after the prompt; the same request gives the same text.
    ///
    /// Throws UserError when the model's scores are no numbers, or when the request wants a token
    /// that the model does not have.
    public Sample write(Request request, Reader reader) {
        request.sampling().bias().requireWithin(tokenizer.vocabularySize());
        float[] logits = rewound();
        Writing writing = new Writing(request, reader);
        Sampler sampler = new Sampler(request.sampling());
        Said said = new Said();
        said.read(prompt);
        int tokens = 0;
        while (true) {
            int token = sampler.pick(logits, said, banned);
            tokens++;
            if (token == tokenizer.endOfText()) {
                return writing.finish(tokens, End.END_OF_TEXT);
            }
            boolean goesOn = writing.add(tokenizer.bytes(token));
            if (writing.stops.found()) {
                return writing.finish(tokens, End.STOP);
            }
            if (!goesOn) {
                return writing.finish(tokens, End.CANCELLED);
            }
            if (tokens == request.maxTokens()) {
                return writing.finish(tokens, End.LENGTH);
            }
            said.add(token);
            logits = Logits.possible(append(token));
        }
    }

    /// The scores after the prompt, which is all that the decoder remembers then.
    private float[] rewound() {
        if (promptForgotten) {
            readPrompt();
            promptForgotten = false;
        } else {
            recall.truncate(prompt.length);
        }
        length = prompt.length;
        return first;
    }

    private float[] append(int token) {
        if (length < window.length) {
            window[length++] = token;
            return recall.append(token);
        }
        int kept = window.length / 2;
        System.arraycopy(window, length - kept, window, 0, kept);
        window[kept] = token;
        length = kept + 1;
        promptForgotten = true;
        recall.truncate(0);
        return recall.read(Arrays.copyOf(window, length));
    }

    /// From bytes to what the reader hears.
    private static final class Writing {
        private final Reader reader;
        private final StopTexts stops;
        private final Utf8Pieces characters = new Utf8Pieces();
        private final StringBuilder text = new StringBuilder();

        Writing(Request request, Reader reader) {
            this.reader = reader;
            stops = new StopTexts(request.stops());
        }

        boolean add(byte[] bytes) {
            return show(stops.add(characters.add(bytes)));
        }

        private boolean show(String more) {
            text.append(more);
            return more.isEmpty() || reader.read(more);
        }

        Sample finish(int tokens, End end) {
            if (end == End.STOP || end == End.CANCELLED) {
                return new Sample(text.toString(), tokens, end);
            }
            show(stops.add(characters.finish()) + stops.finish());
            return new Sample(text.toString(), tokens, stops.found() ? End.STOP : end);
        }
    }

    @Override
    public void close() {
        recall.close();
    }
}
