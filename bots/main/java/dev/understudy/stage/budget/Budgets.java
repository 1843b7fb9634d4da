package dev.understudy.stage.budget;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.understudy.chat.Channel;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Platform;
import dev.understudy.stage.budget.Grant.Denied;
import dev.understudy.stage.budget.Grant.Granted;
import dev.understudy.stage.budget.Grant.Limit;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// What is left to each account, each channel, and of the model's time.
///
/// Memory is bounded: a budget that nobody touched for as long as it takes to fill is full, and
/// forgotten. Thread-safe.
public final class Budgets {
    /// Accounts, and channels, that are remembered; with more the idlest are forgotten early.
    private static final long MAX_REMEMBERED = 100_000;

    private final TimeMeter time;
    private final Cache<Handle, Bucket> users;
    private final Cache<Place, Bucket> channels;
    private final Bucket model;
    private BudgetSettings settings;

    /// A channel is the same under another title.
    private record Place(Platform platform, String id) {}

    /// What somebody asks for.
    public enum Use {
        /// An answer that takes no model.
        COMMAND,
        /// A reply, which does.
        REPLY
    }

    private record Budget(Limit limit, Bucket bucket) {}

    public Budgets(BudgetSettings settings, InstantSource clock) {
        this.settings = settings;
        time = new Meter(clock);
        users = remembered(settings.user());
        channels = remembered(settings.channel());
        model = bucket(settings.model());
    }

    private record Meter(InstantSource clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            Instant now = clock.instant();
            return now.getEpochSecond() * 1_000_000_000L + now.getNano();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }

    private <K> Cache<K, Bucket> remembered(Rate rate) {
        return Caffeine.newBuilder()
                .maximumSize(MAX_REMEMBERED)
                .expireAfterAccess(rate.per())
                .ticker(time::currentTimeNanos)
                .build();
    }

    private Bucket bucket(Rate rate) {
        return Bucket.builder().withCustomTimePrecision(time).addLimit(bandwidth(rate)).build();
    }

    private static Bandwidth bandwidth(Rate rate) {
        return Bandwidth.builder()
                .capacity(rate.count())
                .refillGreedy(rate.count(), rate.per())
                .build();
    }

    /// Takes what `who` asks for in `where` off their budget, the channel's and, for a reply, the
    /// model's: off all of them or none.
    public synchronized Grant tryTake(Handle who, Channel where, Use use) {
        List<Budget> budgets = new ArrayList<>();
        budgets.add(new Budget(Limit.USER, users.get(who, _ -> bucket(settings.user()))));
        budgets.add(channel(where));
        if (use == Use.REPLY) {
            budgets.add(new Budget(Limit.MODEL, model));
        }
        return take(budgets);
    }

    /// The same for a line that nobody asked for, such as one more of a scene.
    public synchronized Grant tryTake(Channel where) {
        return take(List.of(channel(where), new Budget(Limit.MODEL, model)));
    }

    private Budget channel(Channel where) {
        Place place = new Place(where.platform(), where.id());
        return new Budget(Limit.CHANNEL, channels.get(place, _ -> bucket(settings.channel())));
    }

    private static Grant take(List<Budget> budgets) {
        for (Budget budget : budgets) {
            EstimationProbe probe = budget.bucket().estimateAbilityToConsume(1);
            if (!probe.canBeConsumed()) {
                Duration wait = Duration.ofNanos(probe.getNanosToWaitForRefill());
                return new Denied(budget.limit(), wait);
            }
        }
        budgets.forEach(budget -> budget.bucket().tryConsume(1));
        return new Granted();
    }

    /// Goes on with other settings; what is used up stays so, in proportion.
    public synchronized void change(BudgetSettings changed) {
        settings = changed;
        change(users, changed.user());
        change(channels, changed.channel());
        change(model, changed.model());
    }

    private static <K> void change(Cache<K, Bucket> cache, Rate rate) {
        cache.policy().expireAfterAccess().orElseThrow().setExpiresAfter(rate.per());
        cache.asMap().values().forEach(bucket -> change(bucket, rate));
    }

    private static void change(Bucket bucket, Rate rate) {
        bucket.replaceConfiguration(
                BucketConfiguration.builder().addLimit(bandwidth(rate)).build(),
                TokensInheritanceStrategy.PROPORTIONALLY);
    }
}
