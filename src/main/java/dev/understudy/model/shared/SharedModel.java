package dev.understudy.model.shared;

import dev.understudy.model.Decoder;
import dev.understudy.model.LanguageModel;
import dev.understudy.model.device.Aside;
import dev.understudy.model.device.NativeHeap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// A model that many threads use at the same time: the next token of all of them is taken in one
/// call, on the thread that owns all models, which reads the weights once. Who has no token to add
/// at the moment is not waited for, so that texts begin and end whenever they do (continuous
/// batching: Yu et al. 2022).
///
/// A prompt is read in pieces, along with the others' steps. What somebody asks for wrongly fails
/// for them alone. Thread-safe; each decoder is one thread's at a time. The model in it must not
/// use another shared one: both would wait for the same thread.
public final class SharedModel implements LanguageModel {
    /// How long a step waits for those who had a part in the last one and are picking their token:
    /// two groups that take turns would each read all weights. Who does not come is not expected by
    /// the next.
    private static final long GATHERING_NANOS = 4_000_000;

    /// No more tokens than this are a step: one that was drawn, and some that are guessed.
    private static final int SHORT = 16;

    private static final String CLOSED = "the model is closed";

    private final LanguageModel model;
    private final Limits limits;
    private final Places places;
    private final Usage usage;
    private final Owner owner = Owner.COMMON;
    private final List<Runnable> errands = new ArrayList<>();
    private final List<Reading> readings = new ArrayList<>();
    private final CompletableFuture<Boolean> freed = new CompletableFuture<>();
    private volatile int expected = 1;
    private long patience = GATHERING_NANOS;
    private boolean closed;
    private boolean leaves;

    /// Takes over `model`, which is closed with this.
    public SharedModel(LanguageModel model) {
        this(model, Limits.DEFAULT);
    }

    /// The same with other limits.
    public SharedModel(LanguageModel model, Limits limits) {
        this(model, limits, Usage.NONE);
    }

    /// The model that `loading` loads, on a thread that ends then.
    public static SharedModel load(Supplier<LanguageModel> loading, Limits limits, Usage usage) {
        return new SharedModel(Aside.compute(loading), limits, usage);
    }

    /// The same for whoever watches.
    public SharedModel(LanguageModel model, Limits limits, Usage usage) {
        this.model = model;
        this.usage = usage;
        this.limits = limits;
        places = new Places(limits);
        owner.add(new Work());
    }

    @Override
    public int vocabularySize() {
        return model.vocabularySize();
    }

    @Override
    public int contextLength() {
        return model.contextLength();
    }

    /// @param together is not looked at: as many are read together as had a part in the last call
    @Override
    public double worthGuessing(int together) {
        return model.worthGuessing(Math.max(places.taken(), expected));
    }

    @Override
    public Place enter(Duration patience) {
        long asked = usage.nanos();
        Place place = places.enter(patience);
        usage.queued(Usage.between(asked, usage.nanos()));
        return place;
    }

    @Override
    public Decoder newDecoder() {
        return new Shared(onOwner(model::newDecoder));
    }

    /// What others see of a sequence.
    private final class Shared implements Decoder {
        private final Decoder decoder;

        Shared(Decoder decoder) {
            this.decoder = decoder;
        }

        @Override
        public float[] append(int... ids) {
            return append(ids, 1)[0];
        }

        @Override
        public float[][] append(int[] ids, int scored) {
            return awaited(new Reading(decoder, ids.clone(), scored));
        }

        @Override
        public int length() {
            return decoder.length();
        }

        @Override
        public void truncate(int length) {
            decoder.truncate(length);
        }

        @Override
        public Optional<Decoder> copy() {
            return onOwner(decoder::copy).map(Shared::new);
        }

        @Override
        public long bytes() {
            return decoder.bytes();
        }

        @Override
        public void close() {
            onOwner(
                    () -> {
                        decoder.close();
                        return true;
                    });
        }
    }

    private float[][] awaited(Reading reading) {
        owner.lock.lock();
        try {
            requireOpen();
            readings.add(reading);
            owner.wake();
        } finally {
            owner.lock.unlock();
        }
        try {
            reading.logits.get();
        } catch (InterruptedException gone) {
            Thread.currentThread().interrupt();
            leave(reading);
        } catch (ExecutionException failed) {
            // it is thrown below
        }
        return result(reading.logits);
    }

    /// Whoever asked has gone. What is being read at the moment is read to the end.
    private void leave(Reading reading) {
        onOwner(
                () -> {
                    if (takeOut(reading)) {
                        reading.takeBack();
                    }
                    return reading.logits.completeExceptionally(new CancellationException());
                });
    }

    private boolean takeOut(Reading reading) {
        owner.lock.lock();
        try {
            return readings.remove(reading);
        } finally {
            owner.lock.unlock();
        }
    }

    /// Runs `errand` where the model is at home.
    private <T> T onOwner(Callable<T> errand) {
        CompletableFuture<T> done = new CompletableFuture<>();
        owner.lock.lock();
        try {
            requireOpen();
            errands.add(() -> settle(done, errand));
            owner.wake();
        } finally {
            owner.lock.unlock();
        }
        return result(done);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException(CLOSED);
        }
    }

    private static <T> T result(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    private static <T> void settle(CompletableFuture<T> future, Callable<T> work) {
        try {
            future.complete(work.call());
        } catch (Throwable failed) { // whoever asked is told, and the others go on
            future.completeExceptionally(failed);
        }
    }

    /// What the owner does for this model.
    private final class Work implements Owner.Client {
        @Override
        public long pause() {
            if (errands.isEmpty() && readings.isEmpty()) {
                return closed ? 0 : Long.MAX_VALUE;
            }
            boolean gathers = errands.isEmpty() && shortOnes() > 0 && shortOnes() < expected;
            return gathers ? Math.max(0, patience) : 0;
        }

        @Override
        public void waited(long nanos) {
            patience -= nanos;
        }

        @Override
        public Runnable next() {
            if (!errands.isEmpty()) {
                List<Runnable> now = List.copyOf(errands);
                errands.clear();
                return () -> now.forEach(Runnable::run);
            }
            if (readings.isEmpty()) {
                leaves = true;
                return () -> settle(freed, SharedModel.this::free);
            }
            patience = GATHERING_NANOS;
            List<Reading> step = takeStep();
            return () -> read(step);
        }

        @Override
        public boolean isDone() {
            return leaves;
        }
    }

    private boolean free() {
        model.close();
        return true;
    }

    private long shortOnes() {
        return readings.stream().filter(one -> one.isShort(SHORT)).count();
    }

    /// Who has a part in the next call: all who add a few tokens, and one who reads a prompt.
    private List<Reading> takeStep() {
        List<Reading> step =
                new ArrayList<>(
                        readings.stream()
                                .filter(one -> one.isShort(SHORT))
                                .limit(limits.together())
                                .toList());
        expected = Math.max(step.size(), expected - 1);
        readings.stream().filter(one -> !one.isShort(SHORT)).findFirst().ifPresent(step::add);
        readings.removeAll(step);
        return step;
    }

    private void read(List<Reading> step) {
        try {
            readTogether(step);
        } catch (Throwable broken) { // nobody waits for what will not come
            step.forEach(one -> one.logits.completeExceptionally(broken));
        }
    }

    private void readTogether(List<Reading> step) {
        List<Addition> additions = step.stream().map(one -> one.next(limits.piece())).toList();
        List<float[][]> logits;
        try {
            logits = called(additions);
        } catch (RuntimeException | Error oneOfThem) {
            for (int i = 0; i < step.size(); i++) {
                readAlone(step.get(i), additions.get(i));
            }
            return;
        }
        for (int i = 0; i < step.size(); i++) {
            settle(step.get(i), additions.get(i), logits.get(i));
        }
    }

    private List<float[][]> called(List<Addition> additions) {
        long start = usage.nanos();
        List<float[][]> logits = model.appendEach(additions);
        int tokens = additions.stream().mapToInt(one -> one.ids().length).sum();
        usage.called(additions.size(), tokens, Usage.between(start, usage.nanos()));
        return logits;
    }

    private void readAlone(Reading reading, Addition addition) {
        float[][] logits;
        try {
            logits = called(List.of(addition)).getFirst();
        } catch (RuntimeException | Error its) {
            reading.takeBack();
            reading.logits.completeExceptionally(its);
            return;
        }
        settle(reading, addition, logits);
    }

    /// Gives whoever asked what they wait for, or the prompt its turn again.
    private void settle(Reading reading, Addition addition, float[][] logits) {
        reading.read += addition.ids().length;
        if (reading.read == reading.ids.length) {
            reading.logits.complete(logits);
            return;
        }
        owner.lock.lock();
        try {
            readings.addFirst(reading);
        } finally {
            owner.lock.unlock();
        }
    }

    /// Frees the model once what was asked of it is done, and gives its memory back to the system.
    /// Close the decoders before.
    @Override
    public void close() {
        owner.lock.lock();
        try {
            closed = true;
            owner.wake();
        } finally {
            owner.lock.unlock();
        }
        try {
            freed.get(1, TimeUnit.MINUTES);
            NativeHeap.trim();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        } catch (TimeoutException busy) {
            // it is freed when it is idle
        }
    }
}
