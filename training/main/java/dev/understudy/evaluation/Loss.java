package dev.understudy.evaluation;

/// What a model lost over some tokens.
///
/// @param nats the sum of their cross entropies
/// @param tokens how many
public record Loss(double nats, long tokens) {
    static final Loss NONE = new Loss(0, 0);

    /// Mean cross entropy, in nats a token; NaN without tokens.
    public double mean() {
        return nats / tokens;
    }

    /// Between how many tokens, all equally likely, the model is as undecided.
    public double perplexity() {
        return Math.exp(mean());
    }

    Loss plus(Loss other) {
        return new Loss(nats + other.nats, tokens + other.tokens);
    }
}
