package dev.understudy.hub.transfer;

import java.io.IOException;

/// What can go wrong on a line, as opposed to the disk. What came before it stays.
public abstract sealed class TransferFailure extends IOException {
    private static final long serialVersionUID = 1L;

    private TransferFailure(String message) {
        super(message);
    }

    /// Why, in a few words.
    public String reason() {
        return String.valueOf(getMessage());
    }

    /// A server that could not be reached, or a line that broke.
    public static final class LostLine extends TransferFailure {
        private static final long serialVersionUID = 1L;

        private final String host;

        LostLine(String host, String reason, Throwable cause) {
            this(host, reason);
            initCause(cause);
        }

        LostLine(String host, String reason) {
            super(reason);
            this.host = host;
        }

        /// The server at the other end.
        public String host() {
            return host;
        }
    }

    /// An answer that is neither a file nor the way to one.
    public static final class Refusal extends TransferFailure {
        private static final long serialVersionUID = 1L;

        private final String host;
        private final int status;
        private final String retryAfter;

        /// @param retryAfter that header of the answer, or nothing
        Refusal(String host, int status, String retryAfter) {
            super(host + " answers " + status);
            this.host = host;
            this.status = status;
            this.retryAfter = retryAfter;
        }

        /// The server that answered.
        public String host() {
            return host;
        }

        /// HTTP's number for what is wrong.
        public int status() {
            return status;
        }

        String retryAfter() {
            return retryAfter;
        }

        /// Whether the same question may be answered later: too many of them, or a server in
        /// trouble.
        public boolean isTemporary() {
            return status == 408 || status == 425 || status == 429 || status >= 500;
        }
    }

    /// A file that came over and is not the one that was promised.
    public static final class Mismatch extends TransferFailure {
        private static final long serialVersionUID = 1L;

        Mismatch(String difference) {
            super(difference);
        }
    }
}
