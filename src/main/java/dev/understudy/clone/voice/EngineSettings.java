package dev.understudy.clone.voice;

/// How clones compute what they say, as `understudy.yml` says.
///
/// @param precision of the weights
public record EngineSettings(Precision precision) {

    /// In this process, with the weights as they were trained.
    public static final EngineSettings DEFAULT = new EngineSettings(Precision.FLOAT32);
}
