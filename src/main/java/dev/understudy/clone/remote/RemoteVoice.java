package dev.understudy.clone.remote;

import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Turn;
import dev.understudy.clone.ModelCard;
import dev.understudy.clone.voice.Listener;
import dev.understudy.clone.voice.RemoteSettings;
import dev.understudy.clone.voice.Script;
import dev.understudy.clone.voice.Voice;
import dev.understudy.generation.TextModel;
import dev.understudy.model.Gpt2Config;
import dev.understudy.model.shared.Usage;
import dev.understudy.sampling.Sampler;
import dev.understudy.sampling.Sampling;
import dev.understudy.settings.UserError;
import dev.understudy.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/// A voice whose model is computed by a server. Card, tokenizer and shape are read here; weights
/// are not. Thread-safe.
public final class RemoteVoice implements Voice {
    /// A model for which this is not enough has learned to say nothing.
    private static final int TRIES = 5;

    private final Path folder;
    private final String name;
    private final Gpt2Config shape;
    private final Tokenizer tokenizer;
    private final Script script;
    private final CompletionServer server;
    private final Circuit circuit;
    private final Usage usage;
    private final int longestToken;

    private RemoteVoice(
            Path folder, String name, CompletionServer server, Circuit circuit, Usage usage) {
        this.folder = folder;
        this.name = name;
        this.server = server;
        this.circuit = circuit;
        this.usage = usage;
        ModelCard card = ModelCard.read(folder);
        shape = Gpt2Config.read(folder);
        tokenizer = TextModel.loadTokenizer(shape, folder);
        script = new Script(card, tokenizer, shape.contextLength());
        longestToken =
                IntStream.range(0, tokenizer.vocabularySize())
                        .map(id -> tokenizer.bytes(id).length)
                        .max()
                        .orElse(1);
    }

    /// The voice of the version in `folder`. Throws UserError when its card, `config.json` or
    /// tokenizer is missing or damaged; the server is not asked yet.
    ///
    /// @param name what the server has to call it, as in `friends@0003`: no two versions share one
    /// @param usage hears how it is used: about a token for each piece of text that comes
    public static RemoteVoice load(
            Path folder, String name, RemoteSettings settings, Optional<ApiKey> key, Usage usage) {
        CompletionServer server = new CompletionServer(settings, key);
        return load(folder, name, server, Circuit.Pace.STANDARD, usage);
    }

    static RemoteVoice load(
            Path folder, String name, CompletionServer server, Circuit.Pace pace, Usage usage) {
        try {
            return new RemoteVoice(folder, name, server, new Circuit(pace), usage);
        } catch (RuntimeException unusable) {
            server.close();
            throw unusable;
        }
    }

    /// Has the server say one token. Throws RemoteFailure when it does not serve this version under
    /// its name, or cannot speak: it may later.
    @Override
    public void warmUp() {
        int[] nothing = {tokenizer.endOfText()};
        CompletionRequest request =
                new CompletionRequest(name, nothing, 1, Sampling.DEFAULT.withTemperature(0), 0);
        CompletableFuture<?> deadline = server.newDeadline();
        try {
            server.served(deadline).require(name, shape.contextLength(), remedy());
            try (Completion answer = server.complete(request, deadline)) {
                while (answer.next().isPresent()) {
                    // Whatever it says: it speaks.
                }
            }
        } finally {
            deadline.cancel(false);
        }
    }

    private String remedy() {
        return "Serve it: vllm serve %s --served-model-name %s --max-model-len %d"
                .formatted(folder, name, shape.contextLength());
    }

    @Override
    public Script script() {
        return script;
    }

    /// Nothing is remembered here: servers remember the beginnings of texts.
    @Override
    public Talk newTalk() {
        return new Asked();
    }

    private final class Asked implements Talk {
        @Override
        public Turn reply(SpeakerName speaker, int[] prompt, Sampler sampler, Listener listener) {
            return Turn.of(speaker, say(prompt, sampler, listener)).orElseThrow();
        }

        @Override
        public long bytes() {
            return 0;
        }

        @Override
        public void close() {
            // There is nothing to forget.
        }
    }

    /// A reply with something to see in it. An empty one is asked for again with another seed, and
    /// where only the likeliest is wanted, which would be the same, with the usual temperature.
    private String say(int[] prompt, Sampler sampler, Listener listener) {
        Sampling sampling = sampler.sampling();
        sampling.bias().requireWithin(tokenizer.vocabularySize());
        CompletableFuture<?> deadline = server.newDeadline();
        try {
            for (int tries = 0; tries < TRIES; tries++) {
                CompletionRequest request =
                        new CompletionRequest(
                                name, prompt, maxReplyTokens(), sampling, sampler.newSeed());
                RemoteReply reply =
                        new RemoteReply(server, request, script.rules(), longestToken, listener);
                String said = circuit.run(() -> reply.hear(deadline, usage));
                if (!said.isEmpty()) {
                    return said;
                }
                listener.emptied();
                if (sampling.temperature() == 0) {
                    sampling = sampling.withTemperature(Sampling.DEFAULT.temperature());
                }
            }
        } finally {
            deadline.cancel(false);
        }
        throw new UserError(
                "%s had nothing to say, %d times in a row.".formatted(name, TRIES),
                "Ask again; if it goes on, the model has learned to be silent: train it longer.");
    }

    @Override
    public void close() {
        try (server;
                tokenizer) {
            // Closes both, even if one of them cannot be closed.
        }
    }
}
