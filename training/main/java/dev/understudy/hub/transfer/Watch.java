package dev.understudy.hub.transfer;

import java.time.Duration;

/// Is told how a transfer goes.
public interface Watch {
    /// Looks away.
    Watch NONE =
            new Watch() {
                @Override
                public void at(long bytes) {}

                @Override
                public void waiting(Duration pause, String reason) {}
            };

    /// So many bytes of the file are here; fewer than before when it had to be started over.
    void at(long bytes);

    /// Nothing comes for this long, because of `reason`; then the server is asked again.
    void waiting(Duration pause, String reason);
}
