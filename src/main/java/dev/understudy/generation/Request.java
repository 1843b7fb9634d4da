package dev.understudy.generation;

import dev.understudy.sampling.Sampling;
import dev.understudy.settings.UserError;
import java.util.List;

/// How to go on with a prompt.
///
/// @param maxTokens to write, however many the model reads at once
/// @param stops texts that end a sample; they are not part of it
public record Request(Sampling sampling, int maxTokens, List<String> stops) {
    /// Throws UserError when a value is out of its range.
    public Request {
        stops = List.copyOf(stops);
        if (maxTokens < 1) {
            throw new UserError(
                    "length is " + maxTokens + "; accepted: 1 or more.",
                    "A token is about three quarters of a word.");
        }
        if (stops.contains("")) {
            throw new UserError(
                    "stop is empty; accepted: any text.", "Leave it out to go on to the end.");
        }
    }

    /// The same with another seed.
    public Request withSeed(long seed) {
        return new Request(sampling.withSeed(seed), maxTokens, stops);
    }
}
