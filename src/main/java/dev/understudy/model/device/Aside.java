package dev.understudy.model.device;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// Computing on a thread that ends afterwards.
///
/// Each thread that computes keeps helpers of its own (a team of OpenMP's) until it ends. Where all
/// of them are more than the cores, libgomp has each sleep whenever it waits for another, which
/// happens hundreds of times for one token: with two teams on two cores, it takes 1.6 times as long
/// (`bench/together`). So whoever loads a model for another thread, or is done with one, should not
/// keep a team.
public final class Aside {
    private Aside() {}

    /// What `work` returns or throws, once its thread has ended.
    public static <T> T compute(Supplier<T> work) {
        try (ExecutorService thread =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofPlatform().daemon().name("aside").factory())) {
            return CompletableFuture.supplyAsync(work, thread).join();
        } catch (CompletionException failed) {
            switch (failed.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw failed;
            }
        }
    }
}
