package dev.understudy.clone.voice;

import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Turn;
import dev.understudy.clone.ModelCard;
import dev.understudy.generation.Recall;
import dev.understudy.generation.TextModel;
import dev.understudy.generation.guess.Guesser;
import dev.understudy.generation.guess.Ngrams;
import dev.understudy.model.Decoder;
import dev.understudy.model.Gpt2;
import dev.understudy.model.Gpt2Config;
import dev.understudy.model.LanguageModel;
import dev.understudy.model.QuantizedGpt2;
import dev.understudy.model.shared.Limits;
import dev.understudy.model.shared.SharedModel;
import dev.understudy.model.shared.Usage;
import dev.understudy.sampling.Logits;
import dev.understudy.sampling.Sampler;
import dev.understudy.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.util.Arrays;

/// A voice whose model is computed in this process.
public final class EmbeddedVoice implements Voice {
    /// More than one, so that a prompt's way is gone, too, and few: others may be speaking.
    private static final int WARMING_TOKENS = 16;

    private final TextModel text;
    private final Script script;
    private final Guesser guesser;
    private final Usage usage;
    private final int candidates;

    /// Takes over `text`, which is closed with the voice.
    public EmbeddedVoice(TextModel text, ModelCard card) {
        this(text, card, Ngrams.NONE, 1, Usage.NONE);
    }

    /// The same, writing several replies at the same time, of which the best is said.
    ///
    /// @param corpus what is known of what such people say
    /// @param usage hears how it is used
    public EmbeddedVoice(
            TextModel text, ModelCard card, Ngrams corpus, int candidates, Usage usage) {
        this.text = text;
        this.candidates = candidates;
        this.usage = usage;
        guesser = new Guesser(corpus, text.model().vocabularySize());
        script = new Script(card, text.tokenizer(), text.model().contextLength());
    }

    /// The voice whose model, tokenizer and card are in `checkpointFolder`, for many threads.
    /// Throws UserError when one of them is missing or damaged, or the tokenizer another model's.
    public static EmbeddedVoice load(Path checkpointFolder) {
        return load(checkpointFolder, EngineSettings.DEFAULT, Usage.NONE);
    }

    /// The same with other settings.
    ///
    /// @param usage hears how it is used
    public static EmbeddedVoice load(Path checkpointFolder, EngineSettings engine, Usage usage) {
        ModelCard card = ModelCard.read(checkpointFolder);
        Gpt2Config shape = Gpt2Config.read(checkpointFolder);
        Ngrams corpus = Ngrams.read(checkpointFolder);
        Tokenizer words = TextModel.loadTokenizer(shape, checkpointFolder);
        try {
            long each = shape.cacheBytes() * engine.candidates();
            Limits limits = Limits.within(each, engine.precision().availableBytes());
            LanguageModel model =
                    SharedModel.load(() -> load(checkpointFolder, engine), limits, usage);
            TextModel shared = new TextModel(model, words);
            return new EmbeddedVoice(shared, card, corpus, engine.candidates(), usage);
        } catch (RuntimeException | Error unusable) {
            words.close();
            throw unusable;
        }
    }

    private static LanguageModel load(Path checkpointFolder, EngineSettings engine) {
        return switch (engine.precision().here()) {
            case FLOAT32, AUTO -> Gpt2.load(checkpointFolder);
            case INT8 -> QuantizedGpt2.load(checkpointFolder);
            case BF16 -> Gpt2.loadHalf(checkpointFolder, engine.precision().device());
        };
    }

    /// Reads a few tokens: afterwards weights are no longer on the disk alone, and code is ready.
    @Override
    public void warmUp() {
        int[] prompt = new int[Math.min(WARMING_TOKENS, text.model().contextLength() - 1)];
        int end = text.tokenizer().endOfText();
        Arrays.fill(prompt, end);
        try (Decoder decoder = text.model().newDecoder()) {
            Logits.possible(decoder.append(prompt));
            Logits.possible(decoder.append(end));
        }
    }

    @Override
    public Script script() {
        return script;
    }

    @Override
    public Talk newTalk() {
        return new Remembered(new Recall(text.model(), guesser));
    }

    private final class Remembered implements Talk {
        private Recall recall;

        Remembered(Recall recall) {
            this.recall = recall;
        }

        @Override
        public Turn reply(SpeakerName speaker, int[] prompt, Sampler sampler, Listener listener) {
            try (LanguageModel.Place _ = text.model().enter(listener.patience())) {
                return Turn.of(speaker, speak(speaker, prompt, sampler, listener)).orElseThrow();
            }
        }

        private String speak(
                SpeakerName speaker, int[] prompt, Sampler sampler, Listener listener) {
            if (candidates == 1) {
                return new Reply(script, recall, sampler, usage).speak(prompt, listener);
            }
            Takes takes = new Takes(script, candidates, usage);
            Takes.Take best = takes.best(speaker, prompt, sampler, listener, recall);
            recall = best.recall();
            return best.text();
        }

        @Override
        public long bytes() {
            return recall.bytes();
        }

        @Override
        public void close() {
            recall.close();
        }
    }

    @Override
    public void close() {
        text.close();
    }
}
