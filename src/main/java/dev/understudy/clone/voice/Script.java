package dev.understudy.clone.voice;

import dev.understudy.chat.SpeakerName;
import dev.understudy.clone.ContextWindow;
import dev.understudy.clone.ModelCard;
import dev.understudy.clone.Speaker;
import dev.understudy.tokenizer.Tokenizer;
import dev.understudy.tokenizer.TranscriptEncoder;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// What a voice goes by, wherever its model is computed: what it reads, and where a reply ends.
/// Thread-safe.
public final class Script {
    /// A long chat message; about 200 words with GPT-2's vocabulary.
    private static final int MAX_REPLY_TOKENS = 256;

    private final ModelCard card;
    private final Tokenizer tokenizer;
    private final int contextLength;
    private final TranscriptEncoder encoder;
    private final ReplyText rules;

    /// Of the model with that card.
    ///
    /// @param tokenizer stays the caller's
    /// @param contextLength the most tokens that the model reads at once
    public Script(ModelCard card, Tokenizer tokenizer, int contextLength) {
        this.card = card;
        this.tokenizer = tokenizer;
        this.contextLength = contextLength;
        encoder = new TranscriptEncoder(tokenizer);
        Set<SpeakerName> known =
                card.speakers().stream().map(Speaker::name).collect(Collectors.toSet());
        rules = new ReplyText(known);
    }

    public ModelCard card() {
        return card;
    }

    /// [Voice#maxReplyTokens].
    public int maxReplyTokens() {
        return Math.max(1, Math.min(MAX_REPLY_TOKENS, contextLength / 2));
    }

    /// [Voice#prompt].
    public int[] prompt(SpeakerName speaker, ContextWindow window) {
        return window.prompt(encoder, speaker, contextLength - maxReplyTokens());
    }

    /// [Voice#text].
    public String text(int[] prompt) {
        int separator = encoder.endOfConversation();
        return tokenizer.decode(Arrays.stream(prompt).filter(id -> id != separator).toArray());
    }

    int contextLength() {
        return contextLength;
    }

    Tokenizer tokenizer() {
        return tokenizer;
    }

    TranscriptEncoder encoder() {
        return encoder;
    }

    /// Where a reply ends.
    public ReplyText rules() {
        return rules;
    }
}
