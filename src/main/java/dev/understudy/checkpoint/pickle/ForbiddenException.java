package dev.understudy.checkpoint.pickle;

/// A pickle wants more than to describe data. Nothing of it was run.
public final class ForbiddenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param wanted what it asks for, such as `os.system`
    ForbiddenException(String wanted) {
        super(wanted);
    }
}
