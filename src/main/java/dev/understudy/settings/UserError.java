package dev.understudy.settings;

/// Something a person can put right: two lines for them, no stack trace, exit code 1.
///
/// Never holds a friend's words or a token.
public class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    /// @param problem what is wrong and where: `file:line` or key, what was found
    /// @param remedy what to do: an action or a command
    public UserError(String problem, String remedy) {
        super(problem);
        this.remedy = remedy;
    }

    /// The same, keeping what brought it about for the log.
    public UserError(String problem, String remedy, Throwable cause) {
        super(problem, cause);
        this.remedy = remedy;
    }

    /// What is wrong and where, in one line.
    public final String problem() {
        return String.valueOf(getMessage());
    }

    /// What to do about it, in one line.
    public final String remedy() {
        return remedy;
    }
}
