package dev.understudy.clone;

import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Turn;
import dev.understudy.generation.Recall;
import dev.understudy.generation.TextModel;
import dev.understudy.model.Decoder;
import dev.understudy.model.Gpt2;
import dev.understudy.model.Gpt2Config;
import dev.understudy.model.LanguageModel;
import dev.understudy.model.QuantizedGpt2;
import dev.understudy.model.device.Machine;
import dev.understudy.model.shared.Limits;
import dev.understudy.model.shared.SharedModel;
import dev.understudy.sampling.Logits;
import dev.understudy.sampling.Sampler;
import dev.understudy.tokenizer.Tokenizer;
import dev.understudy.tokenizer.TranscriptEncoder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// One loaded model that can speak as anyone it has learned. For as many threads at the same time
/// as its model is.
public final class Voice implements AutoCloseable {
    /// A long chat message; about 200 words with GPT-2's vocabulary.
    private static final int MAX_REPLY_TOKENS = 256;

    /// More than one, so that a prompt's way is gone, too, and few: others may be speaking.
    private static final int WARMING_TOKENS = 16;

    private final TextModel text;
    private final TranscriptEncoder encoder;
    private final ModelCard card;
    private final ReplyText rules;

    /// Takes over `text`, which is closed with the voice.
    public Voice(TextModel text, ModelCard card) {
        this.text = text;
        this.card = card;
        encoder = new TranscriptEncoder(text.tokenizer());
        Set<SpeakerName> known =
                card.speakers().stream().map(Speaker::name).collect(Collectors.toSet());
        rules = new ReplyText(known);
    }

    /// What the weights are while it speaks.
    public enum Precision {
        /// As they were trained.
        FLOAT32,
        /// Matrices rounded to bytes: about half as long for each token, and a quarter of the
        /// memory.
        INT8
    }

    /// The voice whose model, tokenizer and card are in `checkpointFolder`, for many threads.
    /// Throws UserError when one of them is missing or damaged, or the tokenizer another model's.
    public static Voice load(Path checkpointFolder) {
        return load(checkpointFolder, Precision.FLOAT32);
    }

    /// The same in another precision.
    public static Voice load(Path checkpointFolder, Precision precision) {
        ModelCard card = ModelCard.read(checkpointFolder);
        Gpt2Config shape = Gpt2Config.read(checkpointFolder);
        Tokenizer words = TextModel.loadTokenizer(shape, checkpointFolder);
        try {
            LanguageModel model =
                    switch (precision) {
                        case FLOAT32 -> Gpt2.load(checkpointFolder);
                        case INT8 -> QuantizedGpt2.load(checkpointFolder);
                    };
            Limits limits = Limits.within(shape.cacheBytes(), Machine.availableBytes());
            return new Voice(new TextModel(new SharedModel(model, limits), words), card);
        } catch (RuntimeException unusable) {
            words.close();
            throw unusable;
        }
    }

    /// Reads a few tokens, so that the first to wait for a reply does not wait for weights that are
    /// still on the disk, nor for code that is still to be prepared. Throws UserError when the
    /// model's scores are no numbers: it cannot speak.
    public void warmUp() {
        int[] prompt = new int[Math.min(WARMING_TOKENS, text.model().contextLength() - 1)];
        Arrays.fill(prompt, tokenizer().endOfText());
        try (Decoder decoder = text.model().newDecoder()) {
            Logits.possible(decoder.append(prompt));
            Logits.possible(decoder.append(tokenizer().endOfText()));
        }
    }

    /// What the model is and whom it plays.
    public ModelCard card() {
        return card;
    }

    /// The most tokens that one reply has.
    public int maxReplyTokens() {
        return Math.max(1, Math.min(MAX_REPLY_TOKENS, text.model().contextLength() / 2));
    }

    /// What `speaker` says next in the conversation of `window`, which is left as it was.
    ///
    /// A reply ends at a blank line, at the end of text, where somebody else would speak, or at
    /// [#maxReplyTokens]; there is always something to see in it. Throws UserError when the name of
    /// `speaker` does not fit into the prompt, or when the model's scores are no numbers.
    public Turn reply(
            SpeakerName speaker, ContextWindow window, Sampler sampler, Listener listener) {
        return reply(speaker, prompt(speaker, window), sampler, listener);
    }

    /// What `speaker` goes on from in the conversation of `window`: token ids. Throws UserError
    /// when the name of `speaker` does not fit.
    public int[] prompt(SpeakerName speaker, ContextWindow window) {
        return window.prompt(encoder, speaker, text.model().contextLength() - maxReplyTokens());
    }

    /// The transcript that `prompt` is, without what separates conversations.
    public String text(int[] prompt) {
        int separator = encoder.endOfConversation();
        return tokenizer().decode(Arrays.stream(prompt).filter(id -> id != separator).toArray());
    }

    /// What `speaker` says after `prompt`, which ends with their header; otherwise as the other.
    public Turn reply(SpeakerName speaker, int[] prompt, Sampler sampler, Listener listener) {
        try (Recall nothing = newRecall()) {
            return reply(speaker, prompt, sampler, listener, nothing);
        }
    }

    /// The same with what was read before of this conversation.
    ///
    /// @param recall this voice's own, which remembers the conversation afterwards
    public Turn reply(
            SpeakerName speaker, int[] prompt, Sampler sampler, Listener listener, Recall recall) {
        try (LanguageModel.Place _ = text.model().enter()) {
            Reply reply = new Reply(this, recall, sampler);
            return Turn.of(speaker, reply.speak(prompt, listener)).orElseThrow();
        }
    }

    /// One that has read nothing yet.
    public Recall newRecall() {
        return new Recall(text.model().newDecoder());
    }

    Tokenizer tokenizer() {
        return text.tokenizer();
    }

    TranscriptEncoder encoder() {
        return encoder;
    }

    ReplyText rules() {
        return rules;
    }

    @Override
    public void close() {
        text.close();
    }
}
