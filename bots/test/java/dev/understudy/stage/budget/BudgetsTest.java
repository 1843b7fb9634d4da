package dev.understudy.stage.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Platform;
import dev.understudy.settings.UserError;
import dev.understudy.stage.budget.Budgets.Use;
import dev.understudy.stage.budget.Grant.Denied;
import dev.understudy.stage.budget.Grant.Granted;
import dev.understudy.stage.budget.Grant.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BudgetsTest {
    private static final Handle ALICE = new Handle(Platform.DISCORD, "1");
    private static final Handle BOB = new Handle(Platform.DISCORD, "2");
    private static final Channel PUB = new Channel(Platform.DISCORD, "10", "pub");
    private static final Channel PARK = new Channel(Platform.DISCORD, "11", "park");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Instant now = Instant.parse("2026-11-20T12:00:00Z");

    private Budgets budgets(int user, int channel, int model) {
        return new Budgets(settings(user, channel, model), () -> now);
    }

    private static BudgetSettings settings(int user, int channel, int model) {
        return new BudgetSettings(
                new Rate(user, MINUTE), new Rate(channel, MINUTE), new Rate(model, MINUTE));
    }

    private static List<Grant> take(Budgets budgets, int times, Handle who, Channel where) {
        return IntStream.range(0, times)
                .mapToObj(_ -> budgets.tryTake(who, where, Use.REPLY))
                .toList();
    }

    @Test
    void deniesAnAccountThatAsksTooOftenAndSaysWhenToAskAgain() {
        Budgets budgets = budgets(3, 100, 100);
        assertThat(take(budgets, 3, ALICE, PUB)).containsOnly(new Granted());
        Denied denied = new Denied(Limit.USER, Duration.ofSeconds(20));
        assertThat(budgets.tryTake(ALICE, PARK, Use.COMMAND)).isEqualTo(denied);
        assertThat(budgets.tryTake(BOB, PUB, Use.REPLY)).isEqualTo(new Granted());
        now = now.plus(denied.after().minusMillis(1));
        assertThat(budgets.tryTake(ALICE, PUB, Use.REPLY)).isInstanceOf(Denied.class);
        now = now.plusMillis(1);
        assertThat(budgets.tryTake(ALICE, PUB, Use.REPLY)).isEqualTo(new Granted());
    }

    @Test
    void deniesAChannelAndTheModelForEverybody() {
        Budgets channel = budgets(100, 2, 100);
        take(channel, 2, ALICE, PUB);
        assertThat(channel.tryTake(BOB, new Channel(Platform.DISCORD, "10", "renamed"), Use.REPLY))
                .isEqualTo(new Denied(Limit.CHANNEL, Duration.ofSeconds(30)));
        assertThat(channel.tryTake(PUB)).isInstanceOf(Denied.class);
        assertThat(channel.tryTake(PARK)).isEqualTo(new Granted());
        Budgets model = budgets(100, 100, 2);
        take(model, 2, ALICE, PUB);
        assertThat(model.tryTake(PARK)).isEqualTo(new Denied(Limit.MODEL, Duration.ofSeconds(30)));
        assertThat(model.tryTake(BOB, PARK, Use.REPLY)).isInstanceOf(Denied.class);
        assertThat(model.tryTake(BOB, PARK, Use.COMMAND)).isEqualTo(new Granted());
    }

    @Test
    void whatIsDeniedTakesNothing() {
        Budgets budgets = budgets(2, 100, 1);
        take(budgets, 20, ALICE, PUB);
        assertThat(budgets.tryTake(ALICE, PUB, Use.COMMAND)).isEqualTo(new Granted());
        assertThat(budgets.tryTake(ALICE, PUB, Use.COMMAND)).isInstanceOf(Denied.class);
    }

    @Test
    void settingsChangeWhileItRuns() {
        Budgets budgets = budgets(2, 100, 100);
        take(budgets, 2, ALICE, PUB);
        budgets.change(settings(60, 100, 100));
        assertThat(budgets.tryTake(ALICE, PUB, Use.REPLY))
                .as("used up stays used up")
                .isEqualTo(new Denied(Limit.USER, Duration.ofSeconds(1)));
        now = now.plusSeconds(10);
        assertThat(take(budgets, 11, ALICE, PUB)).filteredOn(new Granted()::equals).hasSize(10);
        assertThat(take(budgets, 61, BOB, PUB)).filteredOn(new Granted()::equals).hasSize(60);
    }

    @Test
    void forgetsThoseWhoseBudgetIsFullAgain() {
        Budgets budgets = budgets(2, 2, 1_000_000);
        IntStream.range(0, 5000)
                .forEach(
                        i -> {
                            now = now.plusMillis(100);
                            String id = Integer.toString(i);
                            budgets.tryTake(
                                    new Handle(Platform.DISCORD, id),
                                    new Channel(Platform.DISCORD, id, ""),
                                    Use.REPLY);
                        });
        assertThat(budgets.remembered()).isBetween(2L, 2L * 610);
    }

    @Test
    void grantsNoMoreToManyAtOnce() {
        Budgets budgets = budgets(1000, 50, 1000);
        AtomicInteger granted = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 400; i++) {
                threads.execute(
                        () -> {
                            if (budgets.tryTake(ALICE, PUB, Use.REPLY) instanceof Granted) {
                                granted.incrementAndGet();
                            }
                        });
            }
        }
        assertThat(granted).hasValue(50);
    }

    @Test
    void refusesRatesThatMakeNoSense() {
        assertThatThrownBy(() -> new Rate(0, MINUTE))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("accepted: 1 to 1000000");
        assertThatThrownBy(() -> new Rate(1, Duration.ZERO)).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> new Rate(1, Duration.ofDays(8))).isInstanceOf(UserError.class);
    }
}
