package dev.understudy.cli.bench;

import dev.understudy.model.Decoder;
import dev.understudy.model.Gpt2Config;
import dev.understudy.model.LanguageModel;
import dev.understudy.model.device.ComputeDevice;
import dev.understudy.sampling.Logits;
import dev.understudy.sampling.Sampler;
import dev.understudy.sampling.Sampling;
import dev.understudy.settings.UserError;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// How fast one conversation is decoded: the likeliest token each time, in int8 on the CPU, as
/// clones do it.
///
/// @param prompt its length in tokens
/// @param firstToken from the prompt to the first token after it, the median of a few
/// @param tokens that were decoded after it
/// @param time that these took
/// @param memory the most that the process had resident, in bytes; empty when unknown
record Decoding(int prompt, Duration firstToken, int tokens, Duration time, OptionalLong memory) {
    private static final int PROMPT = 256;
    private static final int REPLY = 128;
    private static final int FEWEST_TOKENS = 16;
    private static final int WARM_UP_TOKENS = 8;
    private static final int PROMPTS = 3;

    /// Hears how many tokens there are.
    interface Listener {
        void decoded(int tokens, Duration time);
    }

    /// Throws UserError unless a model of this shape can decode with `available` bytes.
    static void requireFit(Gpt2Config config, long available) {
        long embedding = (long) config.vocabularySize() * config.width();
        long cache = 2L * config.layers() * config.contextLength() * config.width();
        long need = config.parameterCount() + Float.BYTES * (2 * embedding + cache);
        if (need > available) {
            throw new UserError(
                    String.format(
                            Locale.ROOT,
                            "Decoding with this model needs %.1f GB; %s has %.1f GB free.",
                            need / 1e9,
                            ComputeDevice.CPU,
                            available / 1e9),
                    "Choose a smaller model, or free memory.");
        }
    }

    /// Measures at that pace, after a warm-up.
    static Decoding measure(Subject subject, Pace pace, Listener listener) {
        try (LanguageModel model = subject.speaker();
                MemoryWatch watch = new MemoryWatch();
                Decoder decoder = model.newDecoder()) {
            int[] prompt = subject.prompt(Math.clamp(model.contextLength() / 2, 1, PROMPT));
            Conversation conversation = new Conversation(decoder, prompt);
            conversation.begin();
            for (int i = 0; i < WARM_UP_TOKENS && conversation.hasRoom(model); i++) {
                conversation.goOn();
            }
            List<Duration> firsts =
                    Stream.generate(() -> pace.time(conversation::begin))
                            .limit(PROMPTS)
                            .sorted()
                            .toList();
            Duration time = Duration.ZERO;
            int tokens = 0;
            while (tokens < FEWEST_TOKENS || !pace.isEnough(time)) {
                if (!conversation.hasRoom(model)) {
                    conversation.rewind();
                }
                time = time.plus(pace.time(conversation::goOn));
                listener.decoded(++tokens, time);
            }
            return new Decoding(prompt.length, firsts.get(PROMPTS / 2), tokens, time, watch.most());
        }
    }

    double tokensPerSecond() {
        return tokens / seconds(time);
    }

    double promptTokensPerSecond() {
        return prompt / seconds(firstToken);
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    /// A prompt and the reply to it, which begins anew after some tokens: how long a token takes
    /// depends on how many there were before.
    private static final class Conversation {
        private final Sampler likeliest = new Sampler(Sampling.DEFAULT.withTemperature(0));
        private final Decoder decoder;
        private final int[] prompt;
        private int next;

        Conversation(Decoder decoder, int[] prompt) {
            this.decoder = decoder;
            this.prompt = prompt;
        }

        void begin() {
            decoder.truncate(0);
            next = likeliest.pick(Logits.possible(decoder.append(prompt)));
        }

        void goOn() {
            next = likeliest.pick(Logits.possible(decoder.append(next)));
        }

        void rewind() {
            decoder.truncate(prompt.length);
        }

        boolean hasRoom(LanguageModel model) {
            return decoder.length() < Math.min(prompt.length + REPLY, model.contextLength());
        }
    }
}
