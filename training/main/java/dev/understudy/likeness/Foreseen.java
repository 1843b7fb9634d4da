package dev.understudy.likeness;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How well a text was foreseen.
///
/// @param nats what was lost over all of it
/// @param tokens of the model that was measured; other models cut the same text otherwise
/// @param characters code points
/// @param bytes in UTF-8
public record Foreseen(double nats, long tokens, long characters, long bytes) {
    /// Mean cross entropy, in nats a token; NaN without tokens.
    @JsonProperty
    public double loss() {
        return nats / tokens;
    }

    /// Between how many tokens, all equally likely, the model is as undecided.
    @JsonProperty
    public double perplexity() {
        return Math.exp(loss());
    }

    /// A number that means the same for every tokenizer, in nats; NaN without text.
    @JsonProperty
    public double lossPerByte() {
        return nats / bytes;
    }
}
