import dev.understudy.clone.ModelCard;
import dev.understudy.clone.Speaker;
import dev.understudy.clone.voice.EmbeddedVoice;
import dev.understudy.clone.voice.EngineSettings;
import dev.understudy.clone.voice.Listener;
import dev.understudy.clone.voice.Voice;
import dev.understudy.model.Gpt2Config;
import dev.understudy.model.shared.Usage;
import dev.understudy.stage.talk.Company;
import dev.understudy.stage.talk.Conversation;
import dev.understudy.stage.talk.Tuning;
import dev.understudy.stage.talk.Voices;
import dev.understudy.stage.talk.Voices.Loading;
import dev.understudy.stage.talk.Voices.Memory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Two hundred channels of two models, with memory for one: what fails, whose clone answers, and
/// how long the model waits for our code between two calls. README.md beside it tells how to run
/// it.
final class MeasureTwoModels {
    private static final int CHANNELS = 200;
    private static final int REPLIES = 5;

    private MeasureTwoModels() {}

    /// Keeps the gaps between calls, which is what our code takes for a token.
    private static final class Gaps implements Usage {
        private final ConcurrentLinkedQueue<Double> millis = new ConcurrentLinkedQueue<>();
        private final ConcurrentLinkedQueue<Integer> texts = new ConcurrentLinkedQueue<>();
        private long ended;

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public synchronized void called(int together, int tokens, Duration call) {
            long now = nanos();
            if (ended > 0) {
                millis.add((now - call.toNanos() - ended) / 1e6);
            }
            texts.add(together);
            ended = now;
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path[] folders = {Path.of(arguments[0]), Path.of(arguments[1])};
        long largest = 0;
        for (Path folder : folders) {
            largest = Math.max(largest, Gpt2Config.read(folder).parameterCount());
        }
        Gaps gaps = new Gaps();
        long memory = largest;
        try (Voices voices = new Voices(new Memory(memory, 200_000_000), f -> loading(f, gaps));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Company[] companies = {new Company(), new Company()};
            for (int i = 0; i < 2; i++) {
                ModelCard card = ModelCard.read(folders[i]);
                companies[i].follow(voices.source(folders[i]), card, folders[i].toString());
            }
            List<Future<Integer>> channels = new ArrayList<>();
            long start = System.nanoTime();
            for (int i = 0; i < CHANNELS; i++) {
                Company company = companies[i % 2];
                String expected = folders[i % 2].toString();
                channels.add(threads.submit(() -> talk(company, expected)));
            }
            int wrong = 0;
            int failed = 0;
            for (Future<Integer> channel : channels) {
                try {
                    wrong += channel.get();
                } catch (Exception refused) {
                    failed++;
                    System.out.println(refused.getCause());
                }
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            double[] sorted = gaps.millis.stream().mapToDouble(gap -> gap).sorted().toArray();
            System.out.printf(
                    Locale.ROOT,
                    "%d channels, %d replies each: %d failed, %d by the wrong clone, %.1f s, %d"
                            + " loads; %d calls of %.1f texts, between two of them %.2f ms"
                            + " (median), %.2f ms (99 %%), %.0f ms (most, with loads)%n",
                    CHANNELS,
                    REPLIES,
                    failed,
                    wrong,
                    seconds,
                    voices.hits().misses(),
                    gaps.texts.size(),
                    gaps.texts.stream().mapToInt(one -> one).average().orElse(0),
                    sorted[sorted.length / 2],
                    sorted[sorted.length * 99 / 100],
                    sorted[sorted.length - 1]);
            Arrays.stream(companies).forEach(Company::close);
        }
    }

    private static Loading loading(Path folder, Usage usage) {
        long bytes = Gpt2Config.read(folder).parameterCount();
        return new Loading(
                bytes,
                () -> {
                    Voice voice = EmbeddedVoice.load(folder, EngineSettings.DEFAULT, usage);
                    voice.warmUp();
                    return voice;
                });
    }

    private static int talk(Company company, String expected) {
        Conversation channel = company.newConversation(() -> Tuning.DEFAULT);
        Speaker clone = company.catalogue().clones().getFirst();
        int wrong = 0;
        for (int i = 0; i < REPLIES; i++) {
            Conversation.Spoken spoken = channel.speak(clone, () -> Listener.NONE);
            wrong += spoken.model().equals(expected) ? 0 : 1;
        }
        return wrong;
    }
}
