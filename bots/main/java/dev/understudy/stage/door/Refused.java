package dev.understudy.stage.door;

/// A platform will not take what it was given.
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    /// Why.
    public enum Reason {
        /// The channel is gone, or we were sent out of it.
        GONE,
        /// We may not do this here.
        FORBIDDEN,
        /// It failed, and went on failing when tried again.
        FAILED
    }

    /// @param message for the log: no text of anybody's message, no token
    public Refused(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /// Why.
    public Reason reason() {
        return reason;
    }
}
