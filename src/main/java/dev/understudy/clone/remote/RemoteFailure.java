package dev.understudy.clone.remote;

import dev.understudy.settings.UserError;

/// What a server could not do for one request. Says the kind of failure and HTTP's number alone:
/// nothing that the server sent, which may be a friend's words.
public final class RemoteFailure extends UserError {
    private static final long serialVersionUID = 1L;

    /// What went wrong.
    enum Kind {
        /// No answer has begun, and the server may not even know of the request.
        UNREACHABLE,
        /// It answered that it has no time now.
        BUSY,
        /// It took too long.
        SLOW,
        /// What it was sending ended in the middle.
        BROKEN,
        /// It does not want to.
        REFUSED,
        /// It does not serve the model that was asked for.
        OTHER_MODEL,
        /// What it sends is not what a server of completions sends.
        NONSENSE,
        /// It failed too often of late, and was not asked.
        RESTING,
        /// Whoever asked was interrupted.
        STOPPED
    }

    private final Kind kind;

    private RemoteFailure(Kind kind, String problem, String remedy) {
        super(problem, remedy);
        this.kind = kind;
    }

    /// @param what it did: a few words of ours, and none of the server's
    static RemoteFailure of(Kind kind, String what) {
        return of(kind, what, remedy(kind));
    }

    static RemoteFailure of(Kind kind, String what, String remedy) {
        return new RemoteFailure(kind, "The engine's server " + what + ".", remedy);
    }

    /// Of a thread that was interrupted.
    static RemoteFailure stopped() {
        return new RemoteFailure(
                Kind.STOPPED, "The reply was stopped before it was said.", remedy(Kind.STOPPED));
    }

    private static String remedy(Kind kind) {
        return switch (kind) {
            case UNREACHABLE ->
                    "Start it, or take engine.remote out of understudy.yml to compute here.";
            case BUSY -> "Ask again in a while: it may be loading its model, or have a queue.";
            case SLOW -> "See whether it is overloaded; engine.remote says how long it may take.";
            case BROKEN, REFUSED -> "See its log.";
            case OTHER_MODEL ->
                    "Have it serve that version alone, under that name (vLLM's"
                            + " --served-model-name).";
            case NONSENSE ->
                    "See that engine.remote.url names a server of completions in OpenAI's manner,"
                            + " as in http://gpu:8000/v1.";
            case RESTING -> "See that it runs; it is tried again in a moment.";
            case STOPPED -> "Ask again.";
        };
    }

    Kind kind() {
        return kind;
    }

    /// Whether the same request may be made again at once: it has led to nothing yet.
    boolean isSafeToRepeat() {
        return kind == Kind.UNREACHABLE || kind == Kind.BUSY;
    }

    /// Whether the server is in trouble, as opposed to one request.
    boolean isTrouble() {
        return switch (kind) {
            case UNREACHABLE, BUSY, SLOW, BROKEN -> true;
            case REFUSED, OTHER_MODEL, NONSENSE, RESTING, STOPPED -> false;
        };
    }
}
