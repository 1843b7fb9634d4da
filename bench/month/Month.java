import dev.understudy.clone.Models;
import dev.understudy.settings.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A month of nights from the command line: `java -cp CLASSPATH bench/month/Month.java FOLDER
/// [--nights=30] [--history=90] [--spam=300] [--margin=0.03] [--train=OPTION]... [--dry]`. The
/// folder must not exist. `--dry` writes the exports alone.
final class Month {
    private static final String LEAVER_ID = "user7000015";

    private final Path folder;
    private final Nights nights;
    private final Program program;
    private final Models models;
    private final double margin;
    private final List<String> training;
    private final List<Row> rows = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    /// One night.
    ///
    /// @param before the version that was live before it, on the same text as `after`
    /// @param habit the share of the changed friend's replies that are as they write now
    record Row(
            int night,
            String event,
            String outcome,
            String live,
            double frozen,
            double before,
            double after,
            double changed,
            double habit,
            double seconds) {}

    private Month(Path folder, List<String> options) {
        this.folder = folder;
        nights =
                new Nights(
                        (int) number(options, "history", 90),
                        (int) number(options, "nights", 30),
                        (int) number(options, "spam", 300));
        margin = number(options, "margin", 0.03);
        training =
                options.stream()
                        .filter(option -> option.startsWith("--train="))
                        .map(option -> "--" + option.substring("--train=".length()))
                        .toList();
        program = new Program(folder.resolve("home"), folder.resolve("log"));
        models = new Models(new Home(program.home()).model(Judge.CIRCLE.name()));
    }

    private static double number(List<String> options, String name, double otherwise) {
        String prefix = "--" + name + "=";
        return options.stream()
                .filter(option -> option.startsWith(prefix))
                .mapToDouble(option -> Double.parseDouble(option.substring(prefix.length())))
                .findFirst()
                .orElse(otherwise);
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        Files.createDirectory(folder);
        List<String> options = Arrays.asList(arguments).subList(1, arguments.length);
        Month month = new Month(folder, options);
        if (options.contains("--dry")) {
            month.writeAll();
        } else {
            month.live();
        }
    }

    private Path watched() throws IOException {
        return Files.createDirectories(folder.resolve("watched"));
    }

    private void writeAll() throws IOException {
        nights.writeHistory(folder.resolve("history.json"));
        for (int night = 1; night <= nights.nights(); night++) {
            nights.writeNight(watched(), night);
            System.out.printf("%2d %-16s%n", night, nights.event(night));
        }
        Nights.text(folder.resolve("frozen.txt"), nights.frozen());
        Nights.text(folder.resolve("tomorrow.txt"), nights.tomorrow(nights.nights()));
    }

    private void live() throws IOException, InterruptedException {
        Judge judge = new Judge(program, nights);
        Path history = folder.resolve("history.json");
        nights.writeHistory(history);
        Files.createDirectories(program.home());
        Files.writeString(
                program.home().resolve("understudy.yml"),
                """
                circles:
                  demo: {consent: opt-out}
                nightly:
                  new-messages: 1
                  watch:
                    demo: %s
                """
                        .formatted(watched()));
        program.require("import", history.toString(), "--circle", "demo");
        program.require(train("demo"));
        double knowing = knowing(judge);
        Path frozen = Nights.text(folder.resolve("frozen.txt"), nights.frozen());
        for (int night = 1; night <= nights.nights(); night++) {
            rows.add(night(night, judge, frozen));
            System.out.println(line(rows.getLast()));
        }
        check(knowing);
        Files.writeString(folder.resolve("month.svg"), new Picture(rows).svg());
        failures.forEach(failure -> System.out.println("NOT REACHED: " + failure));
        System.out.println(failures.isEmpty() ? "All goals reached." : "Not all goals reached.");
    }

    private String[] train(String circle) {
        List<String> words = new ArrayList<>(List.of("train", "--circle", circle));
        words.add("--validation-share=10%");
        words.addAll(training);
        return words.toArray(String[]::new);
    }

    /// How well a model foresees the changed friend that was trained on as much of the new habit.
    private double knowing(Judge judge) throws IOException, InterruptedException {
        Path history = folder.resolve("knowing.json");
        nights.writeKnowingHistory(history);
        program.require("import", history.toString(), "--circle", "knowing");
        program.require(train("knowing"));
        Path text = tomorrow(nights.change());
        Path model = new Models(new Home(program.home()).model("knowing")).live().orElseThrow();
        return judge.losses(model, text).of(changed());
    }

    private static String changed() {
        return Nights.CHANGED.toUpperCase(Locale.ROOT);
    }

    private Path tomorrow(int night) throws IOException {
        return Nights.text(folder.resolve("tomorrow.txt"), nights.tomorrow(night));
    }

    private Row night(int night, Judge judge, Path frozen)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        nights.writeNight(watched(), night);
        if (night == nights.leaving()) {
            program.require("people", "forget", Nights.LEAVER, "--yes", "--circle", "demo");
        }
        Optional<Path> before = models.live();
        JsonNode told = retrained(night);
        double seconds = (System.nanoTime() - begun) / 1e9;
        Path live = models.live().orElseThrow();
        Path text = tomorrow(night);
        Judge.Losses now = judge.losses(live, text);
        double earlier =
                before.filter(Files::isDirectory).isEmpty() || before.get().equals(live)
                        ? now.of("all")
                        : judge.losses(before.get(), text).of("all");
        return new Row(
                night,
                nights.event(night),
                told.path("outcome").asString(""),
                String.valueOf(live.getFileName()),
                judge.losses(live, frozen).of("all"),
                earlier,
                now.of("all"),
                now.of(changed()),
                judge.newHabit(live, nights.tomorrowsTurns(night)),
                seconds);
    }

    private JsonNode retrained(int night) throws IOException, InterruptedException {
        JsonNode told = program.run("retrain", "--circle", "demo", "--json").json();
        Files.writeString(
                folder.resolve("nights.jsonl"),
                told + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        if (night == nights.leaving()) {
            Judge judge = new Judge(program, nights);
            judge.leftOf(Nights.LEAVER, LEAVER_ID)
                    .forEach(left -> failures.add(Nights.LEAVER + " is still in " + left));
        }
        return told;
    }

    private static String line(Row row) {
        return String.format(
                Locale.ROOT,
                "%2d | %-15s | %-10s | %s | %.4f | %.4f -> %.4f | %.4f | %3.0f %% | %4.1f s",
                row.night(),
                row.event(),
                row.outcome(),
                row.live(),
                row.frozen(),
                row.before(),
                row.after(),
                row.changed(),
                100 * row.habit(),
                row.seconds());
    }

    private void check(double knowing) {
        for (Row row : rows) {
            boolean forgets = row.night() == nights.leaving();
            if (!forgets && row.after() > row.before() * (1 + margin)) {
                failures.add("night %d made the live model worse".formatted(row.night()));
            }
        }
        checkHabit(knowing);
        Row poisoned = rows.get(nights.poisoned() - 1);
        String before = nights.poisoned() > 1 ? rows.get(nights.poisoned() - 2).live() : "";
        if (!poisoned.live().equals(before)) {
            failures.add("the night of spam went live");
        }
    }

    /// Learnt is what foresees the new habit better than the middle between the version of the last
    /// night before it, whose tomorrow has the change already, and a model that knows nothing else.
    private void checkHabit(double knowing) {
        int change = nights.change();
        if (change < 3 || rows.size() < change + 2) {
            return;
        }
        double unlearnt = rows.get(change - 2).changed();
        double learnt = rows.get(change + 1).changed();
        double middle = (unlearnt + knowing) / 2;
        System.out.printf(
                Locale.ROOT,
                "%s: %.4f before the change, %.4f on its day, %.4f after three nights with it; a"
                        + " model that knows it has %.4f, so the middle is %.4f%n",
                Nights.CHANGED,
                rows.get(change - 3).changed(),
                unlearnt,
                learnt,
                knowing,
                middle);
        if (learnt > middle) {
            failures.add("the habit was not learnt within three nights");
        }
    }
}
