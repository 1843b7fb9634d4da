package dev.understudy.clone.remote;

import dev.understudy.chat.Circle;
import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Turn;
import dev.understudy.clone.ContextWindow;
import dev.understudy.clone.ModelCard;
import dev.understudy.clone.Speaker;
import dev.understudy.clone.Tokens;
import dev.understudy.clone.voice.Listener;
import dev.understudy.clone.voice.RemoteSettings;
import dev.understudy.clone.voice.RemoteSettings.Times;
import dev.understudy.clone.voice.Voice;
import dev.understudy.model.shared.Usage;
import dev.understudy.sampling.Sampler;
import dev.understudy.sampling.Sampling;
import dev.understudy.tokenizer.Tokenizer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A clone of Alice for tests, whose model is elsewhere.
final class Alice {
    static final SpeakerName NAME = SpeakerName.of("Alice");

    /// So long that no test gets there.
    static final Duration NEVER = Duration.ofHours(1);

    static final Times PATIENT = new Times(Duration.ofSeconds(30), NEVER, NEVER, NEVER);

    /// Asks again without a pause worth speaking of, and never leaves a server alone.
    static final Circuit.Pace EAGER = new Circuit.Pace(3, Duration.ofMillis(1), 1_000_000, NEVER);

    private Alice() {}

    /// Writes what is needed of a checkpoint: all but the weights.
    static Path checkpoint(Path folder) throws IOException {
        Files.writeString(
                folder.resolve("config.json"),
                """
                {"model_type": "gpt2", "vocab_size": 257, "n_positions": 512, "n_embd": 8,
                 "n_layer": 1, "n_head": 1, "eos_token_id": 256}
                """);
        try (Tokenizer bytes = Tokens.bytes()) {
            bytes.saveTo(folder);
        }
        card().writeTo(folder);
        return folder;
    }

    static ModelCard card() {
        return new ModelCard(
                ModelCard.FORMAT_VERSION,
                new Circle("friends"),
                List.of(
                        new Speaker(NAME, "Alice", 3),
                        new Speaker(SpeakerName.of("Bob"), "Bob", 2)),
                "test",
                1,
                "none",
                Optional.empty(),
                Map.of(),
                Instant.EPOCH);
    }

    /// Her voice, computed by the server at `url`.
    static RemoteVoice voice(Path checkpoint, URI url, Times times, Circuit.Pace pace) {
        RemoteSettings settings = new RemoteSettings(url, Optional.empty(), times);
        return RemoteVoice.load(
                checkpoint,
                FakeCompletions.NAME,
                new CompletionServer(settings, Optional.empty()),
                pace,
                Usage.NONE);
    }

    static RemoteVoice voice(Path checkpoint, FakeCompletions server) {
        return voice(checkpoint, server.url(), PATIENT, EAGER);
    }

    /// What she says to Bob's `words`.
    static String says(Voice voice, String words, Sampling sampling, Listener listener) {
        ContextWindow window = new ContextWindow();
        window.add(Turn.of(SpeakerName.of("Bob"), words).orElseThrow());
        return voice.reply(NAME, window, new Sampler(sampling), listener).text();
    }

    static String says(Voice voice) {
        return says(voice, "hi", Sampling.DEFAULT, Listener.NONE);
    }
}
