import dev.understudy.archive.Archive;
import dev.understudy.archive.live.LiveArchive;
import dev.understudy.chat.Channel;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Platform;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongConsumer;

/// Times what the bots do with the archive: `java -cp CLASSPATH MeasureStoring.java ARCHIVE THREADS
/// MESSAGES`. The archive must not exist.
final class MeasureStoring {
    private static final int CHANNELS = 200;

    public static void main(String[] arguments) throws Exception {
        int threads = Integer.parseInt(arguments[1]);
        int messages = Integer.parseInt(arguments[2]);
        try (Archive archive = Archive.open(Path.of(arguments[0]))) {
            LiveArchive live = archive.live(new Circle("bench"));
            time("stored", threads, messages, number -> live.store(message(number)));
            time("claimed", threads, messages, number -> {
                Message message = message(number);
                live.claim(message.channel(), message.id());
            });
            time("window of 50", threads, messages / 10,
                    number -> live.latest(message(number).channel(), 50));
            time("consent", threads, messages / 10,
                    number -> live.consents().of(message(number).sender()));
        }
    }

    private static Message message(long number) {
        Channel channel = new Channel(Platform.DISCORD, "90" + number % CHANNELS, "room");
        int user = (int) (number * 7 % 50);
        return new Message(
                channel, String.valueOf(number), new Handle(Platform.DISCORD, "80" + user),
                "Friend " + user, Instant.ofEpochSecond(1_700_000_000L + number), number,
                Message.Kind.SPEECH, "about as much as a friend says, number " + number,
                Optional.empty(), Optional.empty());
    }

    private static void time(String name, int threads, int count, LongConsumer work)
            throws Exception {
        long[] nanos = new long[count];
        long start = System.nanoTime();
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < threads; thread++) {
                int first = thread;
                workers.submit(() -> {
                    for (int number = first; number < count; number += threads) {
                        long begin = System.nanoTime();
                        work.accept(number);
                        nanos[number] = System.nanoTime() - begin;
                    }
                });
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Arrays.sort(nanos);
        System.out.printf(
                "%-14s %2d threads %,8.0f a second  median %5.2f ms  p99 %5.2f ms  worst %.0f ms%n",
                name, threads, count / seconds, nanos[count / 2] / 1e6,
                nanos[(int) (count * 0.99)] / 1e6, nanos[count - 1] / 1e6);
    }
}
