package dev.understudy.model.learning;

import ai.djl.engine.EngineException;
import ai.djl.pytorch.jni.IValue;
import dev.understudy.model.Batch;
import dev.understudy.model.Gpt2;
import dev.understudy.model.Program;
import dev.understudy.model.learning.Gpt2Learner.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Copies of one model on several devices that learn from different rows at the same time: data
/// parallelism in one process. Gradients are summed on the main replica's device, and the moved
/// weights copied back. One thread calls it.
final class Replicas implements AutoCloseable {
    private final List<Replica> all;
    private final List<IValue> weights;
    private final ExecutorService threads;

    Replicas(List<Gpt2> models, Settings settings) {
        all = models.stream().map(model -> new Replica(model, settings)).toList();
        weights = models.stream().map(model -> Program.listOf(model.weights())).toList();
        threads =
                Executors.newFixedThreadPool(
                        all.size(), Thread.ofPlatform().daemon().name("replica-", 0).factory());
    }

    /// The one that the optimizer moves.
    Replica main() {
        return all.getFirst();
    }

    int count() {
        return all.size();
    }

    /// Sums the gradients of `batches`' cross entropies, times `weight`, in the main replica.
    /// Returns the sum of the cross entropies.
    double accumulate(List<Batch> batches, double weight, long seed) {
        double sum =
                count() == 1 ? share(0, batches, weight, seed) : together(batches, weight, seed);
        for (Replica other : all.subList(1, count())) {
            for (int part = 0; part < main().parts().size(); part++) {
                main().add(part, other.gradients().get(part));
            }
        }
        return sum;
    }

    private double together(List<Batch> batches, double weight, long seed) {
        List<Batch> shares = batches.stream().flatMap(b -> b.cut(count()).stream()).toList();
        List<Future<Double>> running = new ArrayList<>();
        for (int i = 0; i < count(); i++) {
            int replica = i;
            running.add(threads.submit(() -> share(replica, shares, weight, seed)));
        }
        double sum = 0;
        for (Future<Double> future : running) {
            sum += result(future);
        }
        return sum;
    }

    /// Every `count()`-th batch, from `replica` on.
    private double share(int replica, List<Batch> batches, double weight, long seed) {
        double sum = 0;
        for (int i = replica; i < batches.size(); i += count()) {
            Replica one = all.get(replica);
            sum += one.accumulate(batches.get(i), weight, mix(seed, i), one::keep);
        }
        return sum;
    }

    /// A seed for each batch, far enough from its neighbours' for the masks of every block.
    private static long mix(long seed, int batch) {
        return seed + 0x9E3779B97F4A7C15L * batch;
    }

    private static double result(Future<Double> future) {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof EngineException refused) {
                throw refused;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /// Gives the others the main replica's weights.
    void follow() {
        for (int i = 1; i < count(); i++) {
            all.get(i).model().program().run("follow", weights.get(i), weights.getFirst());
        }
    }

    /// Lets go of all gradients.
    void release() {
        all.forEach(Replica::release);
    }

    @Override
    public void close() {
        threads.close();
        weights.forEach(IValue::close);
        all.forEach(Replica::close);
    }
}
