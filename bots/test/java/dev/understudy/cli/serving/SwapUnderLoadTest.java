package dev.understudy.cli.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.stage.talk.Conversation.Spoken;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwapUnderLoadTest {
    private static final int CHANNELS = 4;
    private static final String LETTERS = "abcdef";

    /// Each is promoted, then each of those before is gone back to, then the second once more.
    private static final List<Integer> SPEAK =
            Stream.of(IntStream.of(1, 2, 3, 4, 5, 6), IntStream.of(5, 4, 3, 2, 1), IntStream.of(2))
                    .flatMap(IntStream::boxed)
                    .toList();

    @TempDir private Path folder;

    private final AtomicInteger swaps = new AtomicInteger();

    /// Which version said a reply, with how many swaps were over before it, and begun at its end.
    private record Heard(int version, int over, int begun) {}

    @Test
    void everyReplyIsOneVersionsThatWasLiveMeanwhile() throws Exception {
        List<Heard> heard = new ArrayList<>();
        try (Rehearsal rehearsal = new Rehearsal(folder, Rehearsal.tiny(), LETTERS, CHANNELS);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Heard>>> channels =
                    IntStream.range(0, CHANNELS)
                            .mapToObj(i -> threads.submit(() -> listen(rehearsal, i)))
                            .toList();
            for (int i = 1; i < SPEAK.size(); i++) {
                if (i < LETTERS.length()) {
                    rehearsal.promote(SPEAK.get(i));
                } else {
                    rehearsal.goBack(SPEAK.get(i));
                }
                swaps.incrementAndGet();
            }
            for (Future<List<Heard>> channel : channels) {
                heard.addAll(channel.get());
            }
        }
        assertThat(heard)
                .hasSizeGreaterThanOrEqualTo(CHANNELS)
                .allSatisfy(
                        one ->
                                assertThat(SPEAK.subList(one.over(), one.begun() + 1))
                                        .contains(one.version()));
    }

    /// Its last reply begins when all swaps are over.
    private List<Heard> listen(Rehearsal rehearsal, int channel) {
        List<Heard> heard = new ArrayList<>();
        int over = 0;
        while (over < SPEAK.size() - 1) {
            over = swaps.get();
            Spoken spoken = rehearsal.ask(channel, 20);
            int begun = Math.min(swaps.get() + 1, SPEAK.size() - 1);
            heard.add(new Heard(rehearsal.version(spoken), over, begun));
        }
        return heard;
    }
}
