package dev.understudy.cli.serving;

import dev.understudy.clone.remote.ApiKey;
import dev.understudy.clone.remote.RemoteVoice;
import dev.understudy.clone.voice.EmbeddedVoice;
import dev.understudy.clone.voice.EngineSettings;
import dev.understudy.clone.voice.RemoteSettings;
import dev.understudy.clone.voice.Voice;
import dev.understudy.configuration.access.SecretFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where a version's voice is computed: the one place that knows.
public final class Voices {
    private Voices() {}

    /// The voice of `version`, as `engine` says; [Voice#warmUp] is still to come. Throws UserError
    /// when it cannot be loaded, or the server's API key cannot be read.
    ///
    /// @param name the version for people and servers, as in `friends@0003`
    public static Voice load(Path version, String name, EngineSettings engine) {
        return load(version, name, engine, System.getenv());
    }

    /// The same with other variables of the environment.
    public static Voice load(
            Path version, String name, EngineSettings engine, Map<String, String> environment) {
        if (engine.remote().isEmpty()) {
            return EmbeddedVoice.load(version, engine.precision());
        }
        RemoteSettings remote = engine.remote().get();
        return RemoteVoice.load(version, name, remote, key(remote, environment));
    }

    private static Optional<ApiKey> key(RemoteSettings remote, Map<String, String> environment) {
        String said = environment.getOrDefault(RemoteSettings.VARIABLE, "").strip();
        return said.isEmpty()
                ? remote.tokenFile().map(Voices::read)
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
