package dev.understudy.cli.serving;

import dev.understudy.archive.Archive;
import dev.understudy.chat.Circle;
import dev.understudy.cli.training.Permission;
import dev.understudy.configuration.Configuration;
import dev.understudy.finetune.Derived;
import dev.understudy.jobs.Job;
import dev.understudy.jobs.JobBook;
import dev.understudy.settings.Home;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Asks for trainings while clones are on stage, and tells how they ended, whoever did them and
/// wherever. Thread-safe.
final class Retraining {
    private final Home home;
    private final Archive archive;
    private final JobBook book;
    private final Supplier<Configuration> configuration;
    private final Map<String, Consumer<String>> waiting = new ConcurrentHashMap<>();

    /// @param configuration says whose words may be used in a circle
    Retraining(Home home, Archive archive, JobBook book, Supplier<Configuration> configuration) {
        this.home = home;
        this.archive = archive;
        this.book = book;
        this.configuration = configuration;
    }

    /// Asks for a training of `circle` on what is new, or to go on with one that was interrupted.
    /// Returns what to say about it; throws UserError while one is asked for.
    ///
    /// @param later is told how it ended, on another thread
    String begin(Circle circle, Consumer<String> later) {
        Job job = book.ask(circle, "an operator");
        waiting.put(job.id(), later);
        return "A training of %s is asked for. The clones stay; /status tells how far it is,"
                        .formatted(circle)
                + " and you are told when it ends.";
    }

    /// How far the training of `circle` has come, as in `step 250 of 1,000`; empty when there is
    /// none.
    Optional<String> state(Circle circle) {
        return book.open(circle).map(Job::standing);
    }

    /// Tells of trainings that ended: whoever asked, else `others`.
    void tell(Consumer<String> others) {
        for (Job job : book.unannounced()) {
            if (book.announce(job.id())) {
                Consumer<String> listener = waiting.remove(job.id());
                (listener == null ? others : listener).accept(text(job));
            }
        }
    }

    private static String text(Job job) {
        return "Training of %s: %s"
                .formatted(job.circle(), job.ended().map(Job.Ended::told).orElse(""));
    }

    /// Deletes what was built from the words of those in `circle` who may not be used any more. A
    /// training that is under way stops. Throws UserError when the disk refuses.
    void withdraw(Circle circle) {
        new Derived(home, circle)
                .withdraw(new Permission(home, circle, configuration).usable(archive));
    }

    /// Deletes all that was built from the words of `circle`, of whom somebody was forgotten. A
    /// training that is under way stops. Throws UserError when the disk refuses.
    void forget(Circle circle) {
        new Derived(home, circle).forget();
    }
}
