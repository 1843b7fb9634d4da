import dev.understudy.chat.Circle;
import dev.understudy.stage.leak.LeakGuard;
import dev.understudy.stage.leak.Salt;
import java.util.SplittableRandom;

/// How long the leak guard takes to learn a million messages, and in how much memory.
///
/// Messages are made of 20,000 invented words, common ones oftener (Zipf), 1 to 60 in each, 9 in
/// the mean: somewhat longer than people's.
final class Leaks {
    private static final int MESSAGES = 1_000_000;
    private static final int WORDS = 20_000;

    private Leaks() {}

    public static void main(String[] args) {
        for (int round = 1; round <= 3; round++) {
            SplittableRandom random = new SplittableRandom(round);
            LeakGuard guard = new LeakGuard(new Salt(random.nextLong(), random.nextLong()));
            Circle[] circles = {new Circle("friends"), new Circle("others")};
            String[] messages = new String[MESSAGES];
            long words = 0;
            for (int i = 0; i < MESSAGES; i++) {
                int count = 1 + (int) Math.min(59, -8 * Math.log(1 - random.nextDouble()));
                words += count;
                messages[i] = message(random, count);
            }
            long start = System.nanoTime();
            for (int i = 0; i < MESSAGES; i++) {
                guard.add(circles[i % 2], messages[i]);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            start = System.nanoTime();
            int leaking = 0;
            for (int i = 0; i < 100_000; i++) {
                leaking += guard.leaks(circles[0], messages[i]) ? 1 : 0;
            }
            double micros = (System.nanoTime() - start) / 1e3 / 100_000;
            System.out.printf(
                    "%,d messages, %,d words: %.2f s, %,d bytes (%.1f a message); a check %.2f µs"
                            + " (%,d of 100,000 are others')%n",
                    MESSAGES,
                    words,
                    seconds,
                    guard.sizeBytes(),
                    (double) guard.sizeBytes() / MESSAGES,
                    micros,
                    leaking);
        }
    }

    private static String message(SplittableRandom random, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            int rank = (int) Math.pow(WORDS, random.nextDouble());
            text.append(i == 0 ? "" : " ").append(Integer.toString(rank * 7919, 36));
        }
        return text.toString();
    }
}
