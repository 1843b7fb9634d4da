package dev.understudy.clone;

import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Turn;
import dev.understudy.model.Decoder;
import dev.understudy.model.Gpt2;
import dev.understudy.model.Gpt2Config;
import dev.understudy.model.LanguageModel;
import dev.understudy.sampling.Sampler;
import dev.understudy.settings.UserError;
import dev.understudy.tokenizer.Tokenizer;
import dev.understudy.tokenizer.TranscriptEncoder;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/// One loaded model that can speak as anyone it has learned. One thread.
public final class Voice implements AutoCloseable {
    /// A long chat message; about 200 words with GPT-2's vocabulary.
    private static final int MAX_REPLY_TOKENS = 256;

    private static final String RESTORE =
            "Restore the checkpoint folder whole, or train the model again.";

    private final LanguageModel model;
    private final Tokenizer tokenizer;
    private final TranscriptEncoder encoder;
    private final ModelCard card;
    private final ReplyText rules;

    /// Takes over `model` and `tokenizer`: both are closed with the voice.
    ///
    /// Throws UserError when they do not belong together.
    public Voice(LanguageModel model, Tokenizer tokenizer, ModelCard card) {
        if (tokenizer.vocabularySize() > model.vocabularySize()) {
            throw new UserError(
                    "The tokenizer knows "
                            + tokenizer.vocabularySize()
                            + " tokens, the model "
                            + model.vocabularySize()
                            + ": they do not belong together.",
                    RESTORE);
        }
        this.model = model;
        this.tokenizer = tokenizer;
        this.card = card;
        encoder = new TranscriptEncoder(tokenizer);
        Set<SpeakerName> known =
                card.speakers().stream().map(Speaker::name).collect(Collectors.toSet());
        rules = new ReplyText(known);
    }

    /// The voice whose model, tokenizer and card are in `checkpointFolder`. Throws UserError when
    /// one of them is missing or damaged.
    public static Voice load(Path checkpointFolder) {
        ModelCard card = ModelCard.read(checkpointFolder);
        Tokenizer tokenizer = Tokenizer.load(checkpointFolder);
        try {
            Gpt2Config.read(checkpointFolder)
                    .requireTokenizer(
                            checkpointFolder, tokenizer.vocabularySize(), tokenizer.endOfText());
            Gpt2 model = Gpt2.load(checkpointFolder);
            return voice(model, tokenizer, card);
        } catch (RuntimeException unusable) {
            tokenizer.close();
            throw unusable;
        }
    }

    private static Voice voice(LanguageModel model, Tokenizer tokenizer, ModelCard card) {
        try {
            return new Voice(model, tokenizer, card);
        } catch (RuntimeException foreign) {
            model.close();
            throw foreign;
        }
    }

    /// What the model is and whom it plays.
    public ModelCard card() {
        return card;
    }

    /// The most tokens that one reply has.
    public int maxReplyTokens() {
        return Math.max(1, Math.min(MAX_REPLY_TOKENS, model.contextLength() / 2));
    }

    /// What `speaker` says next in the conversation of `window`, which is left as it was.
    ///
    /// A reply ends at a blank line, at the end of text, where somebody else would speak, or at
    /// [#maxReplyTokens]; there is always something to see in it. Throws UserError when the name of
    /// `speaker` does not fit into the prompt, or when the model's scores are no numbers.
    public Turn reply(
            SpeakerName speaker, ContextWindow window, Sampler sampler, Listener listener) {
        int[] prompt = window.prompt(encoder, speaker, model.contextLength() - maxReplyTokens());
        try (Decoder decoder = model.newDecoder()) {
            Reply reply = new Reply(this, decoder, sampler);
            return Turn.of(speaker, reply.speak(prompt, listener)).orElseThrow();
        }
    }

    Tokenizer tokenizer() {
        return tokenizer;
    }

    TranscriptEncoder encoder() {
        return encoder;
    }

    ReplyText rules() {
        return rules;
    }

    @Override
    public void close() {
        try (model;
                tokenizer) {
            // Closes both, even if one of them cannot be closed.
        }
    }
}
