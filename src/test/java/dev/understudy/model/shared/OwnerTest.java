package dev.understudy.model.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OwnerTest {
    private final Owner owner = new Owner();

    /// Has so many things to be done, and is done then.
    private static final class Errands implements Owner.Client {
        private final Runnable work;
        private int left;

        Errands(int left, Runnable work) {
            this.left = left;
            this.work = work;
        }

        @Override
        public long pause() {
            return 0;
        }

        @Override
        public void waited(long nanos) {
            assertThat(nanos).isZero(); // it is always ready
        }

        @Override
        public Runnable next() {
            left--;
            return work;
        }

        @Override
        public boolean isDone() {
            return left == 0;
        }
    }

    @Test
    void whoComesWhileTheLastOneGoesHasTheSameThread() throws Exception {
        CyclicBarrier going = new CyclicBarrier(2);
        CountDownLatch gone = new CountDownLatch(1);
        BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
        owner.add(
                new Errands(
                        1,
                        () -> {
                            threads.add(Thread.currentThread());
                            await(going);
                            await(gone);
                        }));
        await(going);
        owner.add(new Errands(20, () -> threads.add(Thread.currentThread())));
        gone.countDown();
        Thread first = threads.take();
        for (int i = 0; i < 20; i++) {
            assertThat(threads.take()).isSameAs(first);
        }
        first.join();
        owner.add(new Errands(1, () -> threads.add(Thread.currentThread())));
        assertThat(threads.take()).isNotSameAs(first);
    }

    @Test
    void theyTakeTurns() throws Exception {
        BlockingQueue<String> done = new LinkedBlockingQueue<>();
        CountDownLatch both = new CountDownLatch(1);
        owner.add(
                new Errands(
                        3,
                        () -> {
                            await(both);
                            done.add("one");
                        }));
        owner.add(new Errands(3, () -> done.add("other")));
        both.countDown();
        List<String> turns =
                List.of(done.take(), done.take(), done.take(), done.take(), done.take());
        assertThat(turns.subList(1, 5))
                .isIn(
                        List.of("one", "other", "one", "other"),
                        List.of("other", "one", "other", "one"));
    }

    @Test
    void whoGathersIsNotPutOffByOneWhoIsAlwaysReady() throws Exception {
        BlockingQueue<String> done = new LinkedBlockingQueue<>();
        CountDownLatch both = new CountDownLatch(1);
        owner.add(
                new Errands(
                        50,
                        () -> {
                            await(both);
                            done.add("ready");
                        }));
        owner.add(new Gathering(() -> done.add("gathered")));
        both.countDown();
        assertThat(List.of(done.take(), done.take(), done.take())).contains("gathered");
    }

    /// Waits for a minute, unless that has passed.
    private static final class Gathering implements Owner.Client {
        private final Runnable work;
        private long patience = TimeUnit.MINUTES.toNanos(1);
        private boolean done;

        Gathering(Runnable work) {
            this.work = work;
        }

        @Override
        public long pause() {
            return Math.max(0, patience);
        }

        @Override
        public void waited(long nanos) {
            patience -= nanos;
        }

        @Override
        public Runnable next() {
            done = true;
            return work;
        }

        @Override
        public boolean isDone() {
            return done;
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception late) {
            throw new IllegalStateException(late);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            throw new IllegalStateException(ended);
        }
    }
}
