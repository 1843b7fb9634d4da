package dev.understudy.cli.watch;

import dev.understudy.model.shared.Usage;
import dev.understudy.stage.talk.Voices;
import dev.understudy.stage.talk.Voices.Hits;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.function.Function;

/// How fast clones answer and what that takes, for Prometheus: times and numbers, no words and no
/// names. Thread-safe.
public final class Metrics implements Usage {
    private static final double[] SHARES = {0.5, 0.9, 0.99};

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Timer queue = timer("understudy.queue", "Waiting until the model is free");
    private final Timer firstToken =
            timer("understudy.first.token", "From the prompt to the first token of a reply");
    private final Timer reply = timer("understudy.reply", "From the first token to the last");
    private final Timer call = timer("understudy.call", "One computation of the model");
    private final Counter tokens = counter("understudy.tokens", "Tokens of replies");
    private final Counter read =
            counter("understudy.read", "Tokens that were computed, prompts and guesses included");
    private final DistributionSummary batch =
            DistributionSummary.builder("understudy.batch")
                    .description("Texts in one computation")
                    .publishPercentiles(SHARES)
                    .register(registry);
    private final DistributionSummary speed =
            DistributionSummary.builder("understudy.speed")
                    .description("Tokens a second of a reply")
                    .publishPercentiles(SHARES)
                    .register(registry);

    private Timer timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .publishPercentiles(SHARES)
                .register(registry);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    /// Tells of the models in memory, too.
    public void watch(Voices voices) {
        Gauge.builder("understudy.models.memory", voices, Voices::bytes)
                .description("What models take")
                .baseUnit("bytes")
                .strongReference(true)
                .register(registry);
        count(voices, "understudy.models", "Models that were asked for", Voices::hits);
        count(voices, "understudy.conversations", "Conversations that went on", Voices::talkHits);
    }

    /// The gauge keeps `voices`, which a counter would let go.
    private void count(
            Voices voices, String name, String description, Function<Voices, Hits> hits) {
        FunctionCounter.builder(name, voices, all -> hits.apply(all).hits())
                .description(description)
                .tag("from", "memory")
                .register(registry);
        FunctionCounter.builder(name, voices, all -> hits.apply(all).misses())
                .description(description)
                .tag("from", "anew")
                .register(registry);
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void queued(Duration wait) {
        queue.record(wait);
    }

    @Override
    public void called(int texts, int ids, Duration time) {
        batch.record(texts);
        read.increment(ids);
        call.record(time);
    }

    @Override
    public void begun(Duration wait) {
        firstToken.record(wait);
    }

    @Override
    public void ended(int written, Duration time) {
        tokens.increment(written);
        reply.record(time);
        if (written > 1 && time.isPositive()) { // the first was there when the time began
            speed.record((written - 1) * 1e9 / time.toNanos());
        }
    }

    /// All of it in Prometheus' text form.
    public String text() {
        return registry.scrape();
    }
}
