package dev.understudy.jobs;

/// Between some work and who ordered it. Thread-safe.
public interface Reporting {
    /// Tells how far the work is, as in `step 250 of 1,000`. Never waits: it is noted within
    /// seconds, or when the database is back; only the last counts.
    void progress(String text);

    /// Whether to save and stop: this process ends, or somebody else has the job now. Never waits.
    boolean stopping();

    /// Whether this worker still has the job, asked of the database now: once more before something
    /// that must not happen twice. Waits while the database is away; false when this process ends
    /// meanwhile.
    boolean confirmed();
}
