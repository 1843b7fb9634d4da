package dev.understudy.jobs;

import dev.understudy.jobs.Claims.Claim;
import dev.understudy.jobs.connection.Enduring;
import dev.understudy.settings.UserError;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One job in the hands of this worker, from its claim to its result. Thread-safe.
final class Assignment implements Reporting {
    private static final Logger LOG = LoggerFactory.getLogger(Assignment.class);

    private final Claims claims;
    private final Enduring source;
    private final Claim claim;
    private final BooleanSupplier closing;
    private volatile String progress = "";
    private volatile boolean lost;

    /// Whether the work has returned: then only its result tells whose the job was.
    private volatile boolean over;

    /// @param closing whether this process ends
    Assignment(Claims claims, Enduring source, Claim claim, BooleanSupplier closing) {
        this.claims = claims;
        this.source = source;
        this.claim = claim;
        this.closing = closing;
    }

    Claim claim() {
        return claim;
    }

    @Override
    public void progress(String text) {
        progress = text;
    }

    @Override
    public boolean stopping() {
        return lost || closing.getAsBoolean();
    }

    @Override
    public boolean confirmed() {
        return source.persistently(this::noteProgress).orElse(false);
    }

    /// Notes how far it is, and whether it is still this worker's, which it returns.
    boolean noteProgress() {
        if (!lost && !claims.progress(claim, progress) && !over) {
            lost = true;
            LOG.warn("Another worker took {}; what was done here is dropped.", claim.id());
        }
        return !lost;
    }

    /// Does the work and notes what came of it, when the database is there to take it.
    void run(Work work) {
        Optional<Result> result = result(work);
        over = true;
        if (lost) {
            return;
        }
        boolean noted =
                source.persistently(
                                () ->
                                        result.isPresent()
                                                ? claims.end(claim, result.get())
                                                : claims.release(claim))
                        .orElse(false);
        if (noted) {
            LOG.info(
                    "{}: {}",
                    claim.id(),
                    result.map(came -> came.outcome().name()).orElse("goes on later"));
        } else {
            LOG.warn(
                    "What came of {} was not noted: another worker has it, or ended it.",
                    claim.id());
        }
    }

    private Optional<Result> result(Work work) {
        try {
            return work.run(claim.job(), this);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (UserError refused) {
            return unlessStopping(refused, Result.failed(refused));
        } catch (RuntimeException | Error failed) {
            LOG.error("{} failed", claim.id(), failed);
            return unlessStopping(
                    failed, Result.of(Job.Outcome.FAILED, "The operators can see why in the log."));
        }
    }

    /// What fails while it is told to stop may have failed because of that: it is tried again.
    private Optional<Result> unlessStopping(Throwable failed, Result result) {
        if (stopping()) {
            LOG.debug("{} failed while it stopped", claim.id(), failed);
            return Optional.empty();
        }
        return Optional.of(result);
    }
}
