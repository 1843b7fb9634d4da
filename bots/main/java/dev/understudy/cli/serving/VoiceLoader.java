package dev.understudy.cli.serving;

import dev.understudy.clone.version.Seal;
import dev.understudy.clone.voice.EmbeddedVoice;
import dev.understudy.clone.voice.EngineSettings;
import dev.understudy.clone.voice.Voice;
import dev.understudy.model.Gpt2Config;
import dev.understudy.model.device.Machine;
import dev.understudy.model.shared.Usage;
import dev.understudy.stage.talk.Voices;
import dev.understudy.stage.talk.Voices.Loading;
import dev.understudy.stage.talk.Voices.Memory;
import java.nio.file.Path;

/// Loads versions of models as the settings say.
///
/// @param usage hears how they are used
record VoiceLoader(EngineSettings engine, Usage usage) {
    private static final long MEGA = 1_000_000;

    /// All voices of this process.
    Voices voices() {
        long free = Machine.availableBytes();
        Memory memory =
                new Memory(
                        engine.modelMemory().orElse(free / 2 / MEGA) * MEGA,
                        engine.talkMemory().orElse(free / 8 / MEGA) * MEGA);
        return new Voices(memory, this::find);
    }

    /// What is in the folder of `version`. Throws UserError when nothing is.
    Loading find(Path version) {
        long weights = Gpt2Config.read(version).parameterCount();
        long bytes =
                switch (engine.precision()) {
                    case FLOAT32 -> Float.BYTES * weights;
                    case INT8 -> weights;
                };
        return new Loading(bytes, () -> load(version));
    }

    private Voice load(Path version) {
        new Seal(version).requireSizes();
        Voice voice = EmbeddedVoice.load(version, engine, usage);
        try {
            voice.warmUp();
            return voice;
        } catch (RuntimeException unplayable) {
            voice.close();
            throw unplayable;
        }
    }
}
