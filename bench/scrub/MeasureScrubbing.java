import dev.understudy.scrub.Scrubber;
import dev.understudy.scrub.sheet.Secret;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Times the scrubbing of an invented chat: `java -cp CLASSPATH MeasureScrubbing.java MEGABYTES`.
/// One message in twenty holds something private. The chat is made first; one thread.
final class MeasureScrubbing {
    private static final String[] WORDS =
            ("so the cat was on the table again and nobody said anything about it because we"
                            + " were all late for the train at 17:05 on 20.11.2026, 3:2 in the"
                            + " end, it cost 45.99 or 1,250 and haha no way 😂 schön größer"
                            + " жизнь 猫")
                    .split(" ");

    private static final String[] PRIVATE = {
        "quenby@example.org", "+49 171 7654329", "0171 7654329", "4111 1111 1111 1111",
        "DE89 3704 0044 0532 0130 00", "203.0.113.77", "ghp_k3Jd9Lm2Qx7Rt5Vw8Yz1Bc4Nf6Hg0Ps2Ua3E",
        "your code is 482917", "https://example.org/a/b?c=d", "password: Katzenbaum77"
    };

    /// Time that other programs take does not count.
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    public static void main(String[] arguments) {
        long wanted = Long.parseLong(arguments[0]) * 1_000_000;
        Random random = new Random(2026);
        List<String> messages = new ArrayList<>();
        long bytes = 0;
        while (bytes < wanted) {
            String message = message(random);
            messages.add(message);
            bytes += message.getBytes(StandardCharsets.UTF_8).length;
        }
        for (int round = 0; round < 3; round++) {
            Map<Secret, Integer> counts = new EnumMap<>(Secret.class);
            long start = THREADS.getCurrentThreadCpuTime();
            String before = "";
            for (String message : messages) {
                Scrubber.STANDARD.scrub(message, before).counts()
                        .forEach((secret, count) -> counts.merge(secret, count, Integer::sum));
                before = message;
            }
            double minutes = (THREADS.getCurrentThreadCpuTime() - start) / 60e9;
            System.out.printf(
                    "%,d messages, %,d bytes: %,.0f MB in a minute of one core; %s%n",
                    messages.size(), bytes, bytes / 1e6 / minutes, counts);
        }
    }

    private static String message(Random random) {
        StringBuilder message = new StringBuilder();
        int words = 1 + random.nextInt(20);
        for (int i = 0; i < words; i++) {
            message.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        if (random.nextInt(20) == 0) {
            message.append(PRIVATE[random.nextInt(PRIVATE.length)]);
        }
        return message.toString().strip();
    }
}
