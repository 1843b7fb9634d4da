package dev.understudy.cli.serving;

import dev.understudy.cli.console.Heartbeat;
import dev.understudy.cli.console.Workplace;
import dev.understudy.cli.storage.ConfigOption;
import dev.understudy.cli.storage.Records;
import dev.understudy.configuration.LiveConfiguration;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/// `understudy serve`: the bots.
@Command(
        name = "serve",
        header = "Run the bots on Discord and Telegram.",
        description = {
            "",
            "Clones go on stage on every platform that has a token, in the places that"
                    + " understudy.yml gives to a circle. Manners, budgets and blocked words"
                    + " follow the file while they speak. Ctrl-C or SIGTERM lets them finish and"
                    + " leave."
        },
        footer = {
            "",
            "Example:",
            "  UNDERSTUDY_DISCORD_TOKEN=$(cat token) understudy serve",
            "",
            "understudy init writes the settings, understudy doctor tells what is missing."
        })
public final class ServeCommand implements Runnable {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    @ParentCommand private @Nullable Workplace understudy;

    @Mixin private ConfigOption config = new ConfigOption();

    @Override
    public void run() {
        Workplace workplace = Objects.requireNonNull(understudy, "picocli sets the parent command");
        Home home = workplace.home();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        Thread hook =
                Thread.ofPlatform()
                        .unstarted(
                                () -> {
                                    asked.countDown();
                                    awaited(left, Duration.ofSeconds(20));
                                });
        Runtime.getRuntime().addShutdownHook(hook);
        try (LiveConfiguration configuration = LiveConfiguration.open(config.file(home));
                Records.Held records = new Records(home, configuration::current).openAlone();
                Serving serving = Serving.of(workplace, records.archive(), configuration);
                Heartbeat heart = new Heartbeat(home, InstantSource.system())) {
            configuration.follow(BETWEEN_LOOKS);
            serving.open(System.getenv());
            watch(workplace, serving, heart, asked);
        } finally {
            left.countDown();
        }
    }

    private static void watch(
            Workplace workplace, Serving serving, Heartbeat heart, CountDownLatch asked) {
        Set<String> told = new HashSet<>();
        while (!awaited(asked, BETWEEN_LOOKS)) {
            serving.look();
            heart.beat();
            Set<String> now = new HashSet<>();
            for (UserError trouble : serving.troubles()) {
                now.add(trouble.problem());
                if (!told.contains(trouble.problem())) {
                    workplace.streams().err().println(trouble.problem());
                    workplace.streams().err().println("-> " + trouble.remedy());
                    serving.notice(trouble);
                }
            }
            told.retainAll(now);
            told.addAll(now);
        }
    }

    private static boolean awaited(CountDownLatch latch, Duration time) {
        try {
            return latch.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
