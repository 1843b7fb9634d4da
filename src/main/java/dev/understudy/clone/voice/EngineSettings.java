package dev.understudy.clone.voice;

import dev.understudy.settings.Range;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalLong;

/// How clones compute what they say, as `understudy.yml` says. Throws UserError when a value is out
/// of its range.
///
/// @param precision of the weights, where they are computed with here
/// @param modelMemory megabytes that all models together may take; empty for half of what is free
/// @param talkMemory megabytes for what one model remembers of conversations; empty for an eighth
///   of what is free
/// @param candidates replies that are written at the same time, of which the best is said
/// @param metrics where programs read how it goes, not resolved; empty for nowhere
/// @param remote the server that computes instead; empty where this process does
public record EngineSettings(
        Precision precision,
        OptionalLong modelMemory,
        OptionalLong talkMemory,
        int candidates,
        Optional<InetSocketAddress> metrics,
        Optional<RemoteSettings> remote) {
    /// What `model-memory` and `talk-memory` may be.
    public static final Range MEGABYTES = new Range(1, 16_000_000);

    /// What `candidates` may be.
    public static final Range CANDIDATES = new Range(1, 8);

    /// The fastest weights, and as much memory as is there.
    public static final EngineSettings DEFAULT =
            new EngineSettings(
                    Precision.AUTO,
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    1,
                    Optional.empty(),
                    Optional.empty());

    /// The same with other weights.
    public EngineSettings withPrecision(Precision value) {
        return new EngineSettings(value, modelMemory, talkMemory, candidates, metrics, remote);
    }

    /// The same where a server computes.
    public EngineSettings withRemote(RemoteSettings server) {
        return new EngineSettings(
                precision, modelMemory, talkMemory, candidates, metrics, Optional.of(server));
    }

    public EngineSettings {
        modelMemory.ifPresent(value -> MEGABYTES.require("engine.model-memory", (double) value));
        talkMemory.ifPresent(value -> MEGABYTES.require("engine.talk-memory", (double) value));
        CANDIDATES.require("engine.candidates", candidates);
    }
}
