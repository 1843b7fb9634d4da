import dev.understudy.archive.Archive;
import dev.understudy.chat.Channel;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Platform;
import dev.understudy.cli.OwnProcess;
import dev.understudy.cli.serving.Premises;
import dev.understudy.cli.serving.RecitingBots;
import dev.understudy.discord.FakeDiscord;
import dev.understudy.settings.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Bots in a process of their own, on a Discord on loopback with many channels: `java -cp CLASSPATH
/// Load.java FOLDER CHANNELS PER_SECOND SECONDS [KILLS]`. Every message is for the bot. The folder
/// must not exist. A second in which memory is measured is left out of the times.
final class Load {
    private static final int WARM_UP = 400;

    private static final List<String> CHANNELS = new ArrayList<>();
    private static final Map<String, List<String>> WRITTEN = new HashMap<>();
    private static int number;
    private static int kills;

    private Load() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int perSecond = Integer.parseInt(arguments[2]);
        int seconds = Integer.parseInt(arguments[3]);
        kills = arguments.length > 4 ? Integer.parseInt(arguments[4]) : 0;
        Files.createDirectories(folder);
        try (Premises premises =
                new Premises(
                        folder.resolve("home"),
                        "friends: {discord: [" + FakeDiscord.GUILD + "], consent: opt-out}")) {
            for (int channel = 0; channel < Integer.parseInt(arguments[1]); channel++) {
                String id = String.valueOf(2000 + channel);
                premises.discord().open(id);
                CHANNELS.add(id);
            }
            for (int life = 0; life < kills; life++) {
                try (OwnProcess bots = start(premises, folder.resolve("err" + life), life == 0)) {
                    write(premises, perSecond, perSecond * seconds / kills, bots, false);
                    bots.kill();
                }
                write(premises, perSecond, perSecond, null, false);
            }
            try (OwnProcess bots = start(premises, folder.resolve("err"), kills == 0)) {
                if (kills == 0) {
                    write(premises, perSecond, perSecond * seconds, bots, true);
                } else {
                    write(premises, 100, CHANNELS.size(), bots, false);
                }
                settle(premises);
                System.out.print(bots.stop().out().replaceAll("On stage.*\\n", ""));
            }
            check(premises);
        }
    }

    private static OwnProcess start(Premises premises, Path err, boolean first) throws Exception {
        List<String> command =
                new ArrayList<>(
                        OwnProcess.java(RecitingBots.class, premises.home().toString()));
        String gc = System.getProperty("bots.options", "");
        if (!gc.isEmpty()) {
            command.addAll(1, List.of(gc.split(" ")));
        }
        OwnProcess bots = new OwnProcess(err, discordAlone(), command);
        bots.runUntil(
                () -> {
                    try {
                        return bots.printed().contains("On stage on discord");
                    } catch (IOException unreadable) {
                        throw new IllegalStateException(unreadable);
                    }
                });
        if (first) {
            for (String channel : CHANNELS) {
                String token =
                        premises.discord()
                                .interactions()
                                .slash(channel, "mia", "clone", Map.of("name", "Alice"));
                bots.runUntil(
                        () ->
                                premises.discord()
                                        .interactions()
                                        .answer(token)
                                        .filter(a -> !a.path("content").asString().isEmpty())
                                        .isPresent());
            }
            // Classes are loaded, code is compiled, webhooks are made.
            write(premises, 50, WARM_UP, bots, false);
        }
        return bots;
    }

    private static Map<String, String> discordAlone() {
        Map<String, String> tokens = new HashMap<>(Premises.tokens());
        tokens.remove("UNDERSTUDY_TELEGRAM_TOKEN");
        return tokens;
    }

    private static void write(
            Premises premises, int perSecond, int count, OwnProcess bots, boolean measured)
            throws Exception {
        long start = System.nanoTime();
        long gap = TimeUnit.SECONDS.toNanos(1) / perSecond;
        for (int i = 0; i < count; i++) {
            long due = start + i * gap;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            number++;
            String channel = CHANNELS.get(number * 37 % CHANNELS.size());
            boolean collecting = i >= 10 * perSecond && i < 11 * perSecond;
            String stamp = measured && !collecting ? " @" + System.nanoTime() : "";
            String text = "m" + number + stamp;
            WRITTEN.computeIfAbsent(channel, _ -> new ArrayList<>()).add("m" + number);
            premises.addresses(channel, "friend" + number % 50, text);
            if (measured && i == 10 * perSecond) {
                Thread.startVirtualThread(() -> memory(bots.pid()));
            }
        }
        if (measured) {
            memory(bots.pid());
        }
    }

    /// Until nothing more is said.
    private static void settle(Premises premises) throws Exception {
        int before = -1;
        for (int now = answers(premises).size(); now != before; now = answers(premises).size()) {
            before = now;
            TimeUnit.SECONDS.sleep(3);
        }
    }

    private static List<String> answers(Premises premises) {
        List<String> answers = new ArrayList<>();
        for (String channel : CHANNELS) {
            for (String line : premises.written(channel, true)) {
                if (line.contains("heard: ")) {
                    answers.add(line.replaceAll("(?s).*heard: \\D*m(\\d+).*", "$1"));
                }
            }
        }
        return answers;
    }

    private static void memory(long pid) {
        try {
            run("jcmd", String.valueOf(pid), "GC.run");
            String heap = run("jcmd", String.valueOf(pid), "GC.heap_info");
            long used =
                    java.util.regex.Pattern.compile("used (\\d+)K")
                            .matcher(heap)
                            .results()
                            .filter(
                                    found ->
                                            !heap.substring(0, found.start())
                                                    .contains("Metaspace"))
                            .mapToLong(found -> Long.parseLong(found.group(1)))
                            .sum();
            String rss =
                    Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                            .filter(line -> line.startsWith("VmRSS"))
                            .findFirst()
                            .orElse("");
            System.out.printf("heap after GC %,d MB, %s%n", used / 1024, rss);
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        process.waitFor();
        return said;
    }

    private static void check(Premises premises) throws IOException {
        int lost = 0;
        int doubled = 0;
        try (Archive archive = Archive.open(new Home(premises.home()).archive())) {
            for (String channel : CHANNELS) {
                List<String> kept = new ArrayList<>();
                Channel there = new Channel(Platform.DISCORD, channel, "");
                for (Message one : archive.live(new Circle("friends")).latest(there, 100_000)) {
                    kept.add(one.text().replaceAll("(?s).*?\\b(m\\d+).*", "$1"));
                }
                List<String> missing = new ArrayList<>(WRITTEN.getOrDefault(channel, List.of()));
                missing.removeAll(kept);
                lost += missing.size();
                doubled += kept.size() - Set.copyOf(kept).size();
            }
        }
        List<String> answers = answers(premises);
        long size = Files.size(new Home(premises.home()).archive().resolveSibling("archive.mv.db"));
        System.out.printf(
                "%d written, %d lost, %d kept twice; %d answers, %d messages answered twice; %d"
                        + " kills; archive %,d MB%n",
                number,
                lost,
                doubled,
                answers.size(),
                answers.size() - new HashSet<>(answers).size(),
                kills,
                size / 1_000_000);
    }
}
