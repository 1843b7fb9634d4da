package dev.understudy.clone.voice;

import java.util.Optional;

/// How clones compute what they say, as `understudy.yml` says.
///
/// @param precision of the weights, where they are computed with here
/// @param remote the server that computes instead; empty where this process does
public record EngineSettings(Precision precision, Optional<RemoteSettings> remote) {

    /// In this process, with the weights as they were trained.
    public static final EngineSettings DEFAULT =
            new EngineSettings(Precision.FLOAT32, Optional.empty());
}
