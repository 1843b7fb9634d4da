package dev.understudy.model.device;

import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
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
        FutureTask<T> task = new FutureTask<>(work::get);
        await(Thread.ofPlatform().daemon().name("aside").start(task));
        if (task.state() == Future.State.SUCCESS) {
            return task.resultNow();
        }
        switch (task.exceptionNow()) {
            case RuntimeException failure -> throw failure;
            case Error failure -> throw failure;
            case Throwable impossible -> throw new IllegalStateException(impossible);
        }
    }

    private static void await(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
