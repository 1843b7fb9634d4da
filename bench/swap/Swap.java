import dev.understudy.cli.serving.Rehearsal;
import dev.understudy.model.Gpt2Config;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// One model that answers in many channels while its versions change: `java -cp CLASSPATH Swap.java
/// FOLDER (tiny|demo) PER_SECOND SECONDS TOKENS`. The folder must not exist. Requests come at fixed
/// times, whatever became of those before; a reply's time begins when it was due.
final class Swap {
    private static final int CHANNELS = 100;
    private static final String LETTERS = "abcdefgh";

    private final Rehearsal rehearsal;
    private final int tokens;
    private int swapped;
    private final AtomicInteger errors = new AtomicInteger();
    private final AtomicInteger mixed = new AtomicInteger();
    private final ReentrantLock[] turns = new ReentrantLock[CHANNELS];

    private Swap(Rehearsal rehearsal, int tokens) {
        this.rehearsal = rehearsal;
        this.tokens = tokens;
        Arrays.setAll(turns, _ -> new ReentrantLock());
        for (int channel = 0; channel < CHANNELS; channel++) {
            rehearsal.hear(channel, "the kettle is on, and the tea too; what about you?");
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int perSecond = Integer.parseInt(arguments[2]);
        int seconds = Integer.parseInt(arguments[3]);
        Gpt2Config shape =
                arguments[1].equals("demo")
                        ? new Gpt2Config(2048, 128, 256, 2, 4, 256)
                        : Rehearsal.tiny();
        try (Rehearsal rehearsal = new Rehearsal(folder, shape, LETTERS, CHANNELS)) {
            Swap swap = new Swap(rehearsal, Integer.parseInt(arguments[4]));
            swap.run("warm-up", perSecond, 5, false);
            for (int round = 0; round < 2; round++) {
                swap.run("without", perSecond, seconds, false);
                swap.run("with", perSecond, seconds, true);
            }
        }
    }

    private void run(String name, int perSecond, int seconds, boolean swapping) throws Exception {
        int count = perSecond * seconds;
        long[] ends = new long[count];
        long[] dues = new long[count];
        long[] swaps = new long[0];
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var swapper = threads.submit(() -> swapping ? swap(start, seconds) : new long[0]);
            for (int i = 0; i < count; i++) {
                int request = i;
                dues[i] = start + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
                await(dues[i]);
                threads.execute(() -> ends[request] = ask(request % CHANNELS));
            }
            swaps = swapper.get();
        }
        print(name, dues, ends, swaps);
    }

    private static void await(long due) {
        while (System.nanoTime() < due) {
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    private long ask(int channel) {
        turns[channel].lock();
        try {
            if (rehearsal.version(rehearsal.ask(channel, tokens)) == 0) {
                mixed.incrementAndGet();
            }
        } catch (RuntimeException failed) {
            errors.incrementAndGet();
        } finally {
            turns[channel].unlock();
        }
        return System.nanoTime();
    }

    /// Promotes a version each second, and goes back to one in turn. Returns how long each took.
    private long[] swap(long start, int seconds) {
        long[] took = new long[seconds - 1];
        for (int i = 0; i < took.length; i++) {
            await(start + TimeUnit.MILLISECONDS.toNanos(1000L * i + 500));
            long begun = System.nanoTime();
            int version = 1 + ++swapped % LETTERS.length();
            if (i % 2 == 0) {
                rehearsal.promote(version);
            } else {
                rehearsal.goBack(version);
            }
            took[i] = System.nanoTime() - begun;
        }
        return took;
    }

    private void print(String name, long[] dues, long[] ends, long[] swaps) {
        long[] waits = new long[dues.length];
        Arrays.setAll(waits, i -> ends[i] - dues[i]);
        Arrays.sort(waits);
        long[] ordered = ends.clone();
        Arrays.sort(ordered);
        long pause = 0;
        for (int i = 1; i < ordered.length; i++) {
            pause = Math.max(pause, ordered[i] - ordered[i - 1]);
        }
        Arrays.sort(swaps);
        System.out.printf(
                "%s: %d replies, %d errors, %d mixed; median %.1f ms, p99 %.1f, worst %.1f; longest"
                        + " time without a reply %.1f ms; %d swaps, median %.1f ms, worst %.1f%n",
                name,
                waits.length,
                errors.getAndSet(0),
                mixed.getAndSet(0),
                at(waits, 0.5),
                at(waits, 0.99),
                at(waits, 1),
                pause / 1e6,
                swaps.length,
                at(swaps, 0.5),
                at(swaps, 1));
    }

    private static double at(long[] sorted, double share) {
        return sorted.length == 0
                ? 0
                : sorted[(int) Math.min(sorted.length - 1, sorted.length * share)] / 1e6;
    }
}
