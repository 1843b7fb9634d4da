package dev.understudy.hub;

import java.time.Duration;

/// Is told how a pull goes. One thread.
public interface PullListener {
    /// Sees nothing.
    PullListener NONE =
            new PullListener() {
                @Override
                public void started(long total) {}

                @Override
                public void at(long bytes, String file) {}

                @Override
                public void waiting(Duration pause, String reason) {}
            };

    /// There are so many bytes in all files together.
    void started(long total);

    /// So many of them are here; `file` is being fetched.
    void at(long bytes, String file);

    /// Nothing comes for this long, because of `reason`.
    void waiting(Duration pause, String reason);
}
