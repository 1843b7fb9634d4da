package dev.understudy.model.shared;

import dev.understudy.model.Decoder;
import dev.understudy.model.LanguageModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A model that many threads use at the same time: a thread of its own takes the next token of all
/// of them in one call, which reads the weights once. Who has no token to add at the moment is not
/// waited for, so that texts begin and end whenever they do (continuous batching: Yu et al. 2022).
///
/// A prompt is read in pieces between the others' steps. What somebody asks for wrongly fails for
/// them alone. Thread-safe; each decoder is one thread's at a time.
public final class SharedModel implements LanguageModel {
    /// How long a step waits for those who had a part in the last one and are picking their token:
    /// two groups that take turns would each read all weights. Who does not come is not expected by
    /// the next.
    private static final long GATHERING_NANOS = 4_000_000;

    private final LanguageModel model;
    private final Limits limits;
    private final Places places;
    private final Thread owner;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Runnable> errands = new ArrayList<>();
    private final List<Reading> readings = new ArrayList<>();
    private int expected = 1;
    private boolean closed;

    /// Tokens to be appended to one sequence.
    private static final class Reading {
        private final Decoder decoder;
        private final int[] ids;
        private final CompletableFuture<float[]> logits = new CompletableFuture<>();
        private int read;

        Reading(Decoder decoder, int[] ids) {
            this.decoder = decoder;
            this.ids = ids;
        }

        boolean isStep() {
            return ids.length == 1;
        }
    }

    /// Takes over `model`, which is closed with this.
    public SharedModel(LanguageModel model) {
        this(model, Limits.DEFAULT);
    }

    /// The same with other limits.
    public SharedModel(LanguageModel model, Limits limits) {
        this.model = model;
        this.limits = limits;
        places = new Places(limits);
        owner = Thread.ofPlatform().daemon().name("model").start(this::work);
    }

    @Override
    public int vocabularySize() {
        return model.vocabularySize();
    }

    @Override
    public int contextLength() {
        return model.contextLength();
    }

    @Override
    public long bytes() {
        return model.bytes();
    }

    @Override
    public Place enter() {
        return places.enter();
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
            Reading reading = new Reading(decoder, ids.clone());
            return awaited(reading);
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

    private float[] awaited(Reading reading) {
        lock.lock();
        try {
            requireOpen();
            readings.add(reading);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        return result(reading.logits);
    }

    /// Runs `errand` where the model is at home.
    private <T> T onOwner(Callable<T> errand) {
        CompletableFuture<T> done = new CompletableFuture<>();
        lock.lock();
        try {
            requireOpen();
            errands.add(() -> settle(done, errand));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        return result(done);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the model is closed");
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

    private void work() {
        try {
            while (next()) {
                // one step of all, or a piece of a prompt, at a time
            }
        } finally {
            model.close();
        }
    }

    /// Does what there is to do, once there is something. Returns false when it is closed and all
    /// is done.
    private boolean next() {
        List<Runnable> now;
        List<Reading> steps;
        List<Reading> prompt;
        lock.lock();
        try {
            while (errands.isEmpty() && readings.isEmpty()) {
                if (closed) {
                    return false;
                }
                changed.awaitUninterruptibly();
            }
            gather();
            now = List.copyOf(errands);
            errands.clear();
            steps = readings.stream().filter(Reading::isStep).limit(limits.together()).toList();
            prompt = readings.stream().filter(one -> !one.isStep()).limit(1).toList();
            readings.removeAll(steps);
        } finally {
            lock.unlock();
        }
        now.forEach(Runnable::run);
        if (!steps.isEmpty()) {
            expected = Math.max(steps.size(), expected - 1);
            step(steps);
        }
        prompt.forEach(this::readPiece);
        return true;
    }

    private void gather() {
        long left = GATHERING_NANOS;
        try {
            while (left > 0 && errands.isEmpty() && steps() < expected && steps() > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
    }

    private long steps() {
        return readings.stream().filter(Reading::isStep).count();
    }

    private void step(List<Reading> steps) {
        try {
            List<Decoder> sequences = steps.stream().map(one -> one.decoder).toList();
            int[] ids = steps.stream().mapToInt(one -> one.ids[0]).toArray();
            float[][] logits = model.appendEach(sequences, ids);
            for (int i = 0; i < logits.length; i++) {
                steps.get(i).logits.complete(logits[i]);
            }
        } catch (RuntimeException | Error oneOfThem) {
            steps.forEach(one -> settle(one.logits, () -> one.decoder.append(one.ids)));
        }
    }

    /// The next piece of a prompt. A prompt that fails in the middle leaves the sequence as it was.
    private void readPiece(Reading prompt) {
        int end = Math.min(prompt.ids.length, prompt.read + limits.piece());
        try {
            float[] logits =
                    prompt.decoder.append(Arrays.copyOfRange(prompt.ids, prompt.read, end));
            prompt.read = end;
            if (end == prompt.ids.length) {
                done(prompt);
                prompt.logits.complete(logits);
            }
        } catch (RuntimeException | Error failed) {
            prompt.decoder.truncate(prompt.decoder.length() - prompt.read);
            done(prompt);
            prompt.logits.completeExceptionally(failed);
        }
    }

    private void done(Reading prompt) {
        lock.lock();
        try {
            readings.remove(prompt);
        } finally {
            lock.unlock();
        }
    }

    /// Frees the model once what was asked of it is done. Close the decoders before.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            owner.join(TimeUnit.MINUTES.toMillis(1));
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
