package dev.understudy.cli.jobs;

import dev.understudy.archive.Archive;
import dev.understudy.archive.night.HeldBack.Stretch;
import dev.understudy.chat.Circle;
import dev.understudy.cli.console.Workplace;
import dev.understudy.cli.storage.ConfigOption;
import dev.understudy.cli.storage.Records;
import dev.understudy.jobs.Job;
import dev.understudy.jobs.JobBook;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.json.JsonMapper;

/// `understudy jobs`: the trainings that were asked for, and what came of them.
@Command(
        name = "jobs",
        header = "List the trainings that were asked for, and what came of them.",
        description = {
            "",
            "The newest come first, with how far they are or how they ended, and below them what is"
                    + " held back from learning since a night was rejected."
        },
        footer = {"", "Example:", "  understudy jobs --circle friends"})
public final class JobsCommand implements Runnable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    @ParentCommand private @Nullable Workplace understudy;

    @Option(
            names = "--circle",
            paramLabel = "<name>",
            description = "Only this circle's. Default: all")
    private @Nullable Circle circle;

    @Option(
            names = "--count",
            paramLabel = "<jobs>",
            defaultValue = "20",
            description = "List so many of each circle. Default: ${DEFAULT-VALUE}")
    private int count;

    @Option(names = "--json", description = "Print a line of JSON for each job.")
    private boolean json;

    @Mixin private ConfigOption config = new ConfigOption();

    @Override
    public void run() {
        Workplace workplace = Objects.requireNonNull(understudy, "picocli sets the parent command");
        Home home = workplace.home();
        Records records = new Records(home, config.settings(home));
        if (!records.exists()) {
            throw new UserError(
                    "Nothing was imported yet, so nothing was trained by night.",
                    "Import a chat: understudy import result.json --circle friends");
        }
        try (Records.Held held = records.tryOpen().orElseThrow(JobsCommand::busy)) {
            print(held.archive(), workplace.streams().out());
        }
    }

    private static UserError busy() {
        return new UserError(
                "Another understudy process has the archive: the bots, perhaps.",
                "While they run, /status in a channel tells how far a training is.");
    }

    private void print(Archive archive, PrintStream out) {
        JobBook book = new JobBook(archive.source(), InstantSource.system());
        List<Circle> circles = circle == null ? archive.circles() : List.of(circle);
        List<String> lines = new ArrayList<>();
        for (Circle one : circles) {
            List<Job> jobs = book.latest(one, count);
            if (json) {
                jobs.forEach(job -> lines.add(json(job)));
            } else {
                jobs.forEach(job -> lines.add(line(job)));
                archive.heldBack(one).stretches().forEach(some -> lines.add(line(one, some)));
            }
        }
        if (lines.isEmpty() && !json) {
            lines.add(
                    "No training was asked for yet%s: nights do (nightly: in understudy.yml), and"
                                    .formatted(circle == null ? "" : " for " + circle)
                            + " /retrain in a channel.");
        }
        lines.forEach(out::println);
    }

    private static String line(Job job) {
        return "%s  %s  %s: %s"
                .formatted(time(job.asked().at()), job.id(), state(job), job.standing());
    }

    private static String line(Circle circle, Stretch stretch) {
        return "held back of %s: %s to %s, because %s"
                .formatted(circle, time(stretch.from()), time(stretch.to()), stretch.reason());
    }

    private static String time(Instant instant) {
        return TIME.format(instant.atZone(ZoneId.systemDefault()));
    }

    private static String state(Job job) {
        return job.ended()
                .map(ended -> ended.outcome().name())
                .orElse(job.state().name())
                .toLowerCase(Locale.ROOT);
    }

    private static String json(Job job) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("job", job.id());
        line.put("circle", job.circle().name());
        line.put("asked_at", job.asked().at().toString());
        line.put("asked_by", job.asked().by());
        line.put("state", state(job));
        line.put("told", job.standing());
        job.begun().ifPresent(begun -> line.put("worker", begun.by()));
        job.ended().ifPresent(ended -> line.put("ended_at", ended.at().toString()));
        job.ended().flatMap(Job.Ended::version).ifPresent(name -> line.put("version", name));
        return JsonMapper.shared().writeValueAsString(line);
    }
}
