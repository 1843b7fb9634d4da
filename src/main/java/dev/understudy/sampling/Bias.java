package dev.understudy.sampling;

import dev.understudy.settings.UserError;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Tokens that are wanted or unwanted, by id. Throws UserError when a value is out of its range.
///
/// @param favoured what is added to a token's score, in nats: 1 makes it e times as likely beside
///   the others; -100.0 to 100.0
/// @param banned never picked, unless nothing else is left
public record Bias(Map<Integer, Double> favoured, Set<Integer> banned) {

    /// The model's own opinion.
    public static final Bias NONE = new Bias(Map.of(), Set.of());

    public Bias {
        favoured = Map.copyOf(favoured);
        banned = Set.copyOf(banned);
        favoured.forEach(
                (token, score) -> {
                    if (!(score >= -100 && score <= 100)) {
                        throw new UserError(
                                "favour of token %d is %s; accepted: -100.0 to 100.0."
                                        .formatted(token, score),
                                "1 makes it 2.7 times as likely, -1 as much less.");
                    }
                });
        requireBelow(Integer.MAX_VALUE, "0 and above", favoured, banned);
    }

    /// Throws UserError when a token is none of a vocabulary of this size.
    public void requireWithin(int vocabularySize) {
        requireBelow(vocabularySize, "0 to " + (vocabularySize - 1), favoured, banned);
    }

    private static void requireBelow(
            int end, String accepted, Map<Integer, Double> favoured, Set<Integer> banned) {
        Stream.of(favoured.keySet(), banned)
                .flatMap(Set::stream)
                .filter(token -> token < 0 || token >= end)
                .min(Integer::compare)
                .ifPresent(
                        token -> {
                            throw new UserError(
                                    "token " + token + " is no token; accepted: " + accepted + ".",
                                    "The ids of tokens are in the model's tokenizer.json.");
                        });
    }
}
