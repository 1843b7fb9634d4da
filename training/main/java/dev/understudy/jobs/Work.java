package dev.understudy.jobs;

import java.util.Optional;

/// How a job is done.
@FunctionalInterface
public interface Work {
    /// Does `job` and returns what came of it; empty when it saved what it had and stopped, because
    /// it was [told to][Reporting#stopping]. Then the job goes on elsewhere, or later.
    ///
    /// May be called again for the same job, in this process or in another, and also after it
    /// returned, when the process died before the result was noted: so it goes on from what it
    /// finds in its files, and asks whether it still [has the job][Reporting#confirmed] before it
    /// does what cannot be done twice. What it throws is a failure that ends the job.
    Optional<Result> run(Job job, Reporting reporting) throws InterruptedException;
}
