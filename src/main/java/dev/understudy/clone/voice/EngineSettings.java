package dev.understudy.clone.voice;

import dev.understudy.settings.Range;
import java.util.OptionalLong;

/// How clones compute what they say, as `understudy.yml` says. Throws UserError when a value is out
/// of its range.
///
/// @param precision of the weights
/// @param modelMemory megabytes that all models together may take; empty for half of what is free
/// @param talkMemory megabytes for what one model remembers of conversations; empty for an eighth
///   of what is free
/// @param candidates replies that are written at the same time, of which the best is said
/// @param metricsPort where programs on the same machine read how it goes; empty for nowhere
public record EngineSettings(
        Precision precision,
        OptionalLong modelMemory,
        OptionalLong talkMemory,
        int candidates,
        OptionalLong metricsPort) {
    /// What `model-memory` and `talk-memory` may be.
    public static final Range MEGABYTES = new Range(1, 16_000_000);

    /// What `candidates` may be.
    public static final Range CANDIDATES = new Range(1, 8);

    /// What `metrics-port` may be; 0 is any that is free.
    public static final Range PORTS = new Range(0, 65_535);

    /// Rounded weights, and as much memory as is there.
    public static final EngineSettings DEFAULT =
            new EngineSettings(
                    Precision.INT8,
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    1,
                    OptionalLong.empty());

    public EngineSettings {
        modelMemory.ifPresent(value -> MEGABYTES.require("engine.model-memory", value));
        talkMemory.ifPresent(value -> MEGABYTES.require("engine.talk-memory", value));
        CANDIDATES.require("engine.candidates", candidates);
        metricsPort.ifPresent(value -> PORTS.require("engine.metrics-port", value));
    }
}
