package dev.understudy.cli.serving;

import dev.understudy.clone.ModelCard;
import dev.understudy.clone.remote.ApiKey;
import dev.understudy.clone.remote.RemoteVoice;
import dev.understudy.clone.version.Seal;
import dev.understudy.clone.voice.EmbeddedVoice;
import dev.understudy.clone.voice.EngineSettings;
import dev.understudy.clone.voice.RemoteSettings;
import dev.understudy.clone.voice.Voice;
import dev.understudy.configuration.access.SecretFile;
import dev.understudy.model.Gpt2Config;
import dev.understudy.model.shared.Usage;
import dev.understudy.stage.talk.Voices;
import dev.understudy.stage.talk.Voices.Loading;
import dev.understudy.stage.talk.Voices.Memory;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Loads versions of models as the settings say, here or at a server: the one place that knows.
///
/// @param usage hears how they are used
/// @param environment may hold the server's API key
public record VoiceLoader(EngineSettings engine, Usage usage, Map<String, String> environment) {
    private static final long MEGA = 1_000_000;

    /// With the variables of this process.
    public VoiceLoader(EngineSettings engine, Usage usage) {
        this(engine, usage, System.getenv());
    }

    /// All voices of this process.
    Voices voices() {
        return voices(Math.max(0, engine.precision().availableBytes()));
    }

    /// The same where so many bytes are free. A model that is larger than the budget is refused
    /// where somebody set one, and else has all of it.
    Voices voices(long free) {
        long models = engine.modelMemory().orElse(Math.max(1, free / 2 / MEGA)) * MEGA;
        long talks = engine.talkMemory().orElse(free / 8 / MEGA) * MEGA;
        return new Voices(
                new Memory(models, talks),
                version -> {
                    Loading found = find(version);
                    return engine.modelMemory().isPresent()
                            ? found
                            : new Loading(Math.min(found.bytes(), models), found.loader());
                });
    }

    /// What is in the folder of `version`. Throws UserError when nothing is.
    Loading find(Path version) {
        return new Loading(
                engine.remote().isPresent() ? 0 : bytes(version),
                () -> {
                    new Seal(version).requireSizes();
                    return load(version);
                });
    }

    private long bytes(Path version) {
        long weights = Gpt2Config.read(version).parameterCount();
        return engine.precision().bytes(weights);
    }

    /// The voice of `version`, ready to speak; close it. Throws UserError when it cannot be played.
    public Voice load(Path version) {
        Voice voice =
                engine.remote()
                        .map(server -> remote(version, server))
                        .orElseGet(() -> EmbeddedVoice.load(version, engine, usage));
        try {
            voice.warmUp();
            return voice;
        } catch (RuntimeException unplayable) {
            voice.close();
            throw unplayable;
        }
    }

    private Voice remote(Path version, RemoteSettings server) {
        String name = ModelCard.read(version).circle() + "@" + version.getFileName();
        return RemoteVoice.load(version, name, server, key(server), usage);
    }

    private Optional<ApiKey> key(RemoteSettings server) {
        String said = environment.getOrDefault(RemoteSettings.VARIABLE, "").strip();
        return said.isEmpty()
                ? server.tokenFile().map(VoiceLoader::read)
                : Optional.of(new ApiKey(said, RemoteSettings.VARIABLE));
    }

    private static ApiKey read(Path file) {
        return new ApiKey(secretFile(file).secret(), file.toString());
    }

    /// The file that holds a server's API key.
    public static SecretFile secretFile(Path file) {
        return new SecretFile(file, "token");
    }
}
