package dev.understudy.cli.stats;

import dev.understudy.archive.Archive;
import dev.understudy.chat.Circle;
import dev.understudy.cli.console.Meter;
import dev.understudy.cli.console.Streams;
import dev.understudy.cli.console.Workplace;
import dev.understudy.cli.storage.ConfigOption;
import dev.understudy.cli.storage.Records;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import dev.understudy.statistics.Period;
import dev.understudy.statistics.Statistics;
import dev.understudy.statistics.StatisticsJson;
import dev.understudy.statistics.StatisticsTable;
import dev.understudy.statistics.counting.Counting;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `understudy stats`: who talks how much and when, as a table and as a page.
@Command(
        name = "stats",
        header = "Show who talks how much, when, and with whom.",
        description = {
            "",
            "Prints a short table and writes a page with all of it: messages, words, the week,"
                    + " bursts, who answers whom, the busiest conversations, growth, emoji. The"
                    + " page needs no network, and holds names and numbers but nobody's words."
        },
        footer = {"", "Example:", "  understudy stats --circle friends --since 2026-01-01"})
public final class StatsCommand implements Runnable {
    private static final int BETWEEN_LOOKS = 1 << 12;

    @ParentCommand private @Nullable Workplace understudy;
    @Spec private CommandSpec spec;

    @Option(
            names = "--circle",
            paramLabel = "<name>",
            required = true,
            description = "Look at the messages of this circle.")
    private Circle circle;

    @Option(
            names = "--out",
            paramLabel = "<file>",
            description = "Write the page here. Default: stats/<circle>.html in the data folder")
    private @Nullable Path out;

    @Option(
            names = "--since",
            paramLabel = "<date>",
            description = "Leave out what is older than this day, as in 2026-01-31.")
    private @Nullable LocalDate since;

    @Option(
            names = "--until",
            paramLabel = "<date>",
            description = "Leave out what is newer than this day.")
    private @Nullable LocalDate until;

    @Option(
            names = "--zone",
            paramLabel = "<zone>",
            description = "Tell days and hours in this time zone. Default: this computer's")
    private @Nullable ZoneId zone;

    @Option(names = "--json", description = "Print everything as JSON instead of the table.")
    private boolean json;

    @Mixin private ConfigOption config = new ConfigOption();

    @Override
    public void run() {
        Workplace workplace = Objects.requireNonNull(understudy, "picocli sets the parent command");
        Period period = period();
        Home home = workplace.home();
        Statistics statistics = count(home, workplace.streams(), period);
        Path page =
                Optional.ofNullable(out)
                        .orElseGet(() -> home.stats(circle.name()))
                        .toAbsolutePath()
                        .normalize();
        PageFile.write(page, statistics);
        Streams streams = workplace.streams();
        if (json) {
            streams.out().println(StatisticsJson.of(statistics));
            streams.err().println("The page is " + page + ".");
        } else {
            streams.out().print(StatisticsTable.of(statistics));
            streams.out().println();
            streams.out().println("The page is " + page + ".");
        }
        streams.out().flush();
    }

    private Period period() {
        try {
            return new Period(
                    Optional.ofNullable(since),
                    Optional.ofNullable(until),
                    Optional.ofNullable(zone).orElseGet(ZoneId::systemDefault));
        } catch (UserError wrong) {
            throw new ParameterException(spec.commandLine(), wrong.problem(), wrong);
        }
    }

    private Statistics count(Home home, Streams streams, Period period) {
        Records records = new Records(home, config.settings(home));
        if (!records.exists()) {
            throw nothingImported();
        }
        Statistics statistics;
        try (Records.Held held = records.open()) {
            statistics = count(held.archive(), streams, period);
        }
        if (statistics.totals().messages() == 0) {
            throw new UserError(
                    "Nobody in " + circle + " wrote anything in that time.",
                    "Widen --since and --until; messages without a date need neither.");
        }
        return statistics;
    }

    private Statistics count(Archive archive, Streams streams, Period period) {
        long all = archive.messageCount(circle);
        if (all == 0) {
            throw nothingImported();
        }
        Meter.Task task = new Meter.Task("counting", all, "messages");
        long[] done = {0};
        try (Meter meter = new Meter(task, streams, Clock.systemUTC())) {
            return Counting.count(
                    circle,
                    period,
                    archive.people(circle),
                    sink ->
                            archive.forEachMessage(
                                    circle,
                                    message -> {
                                        sink.accept(message);
                                        if (++done[0] % BETWEEN_LOOKS == 0) {
                                            meter.reach(done[0]);
                                        }
                                    }));
        }
    }

    private UserError nothingImported() {
        return new UserError(
                "The circle " + circle + " has no messages yet.",
                "Import a chat first: understudy import result.json --circle " + circle);
    }
}
