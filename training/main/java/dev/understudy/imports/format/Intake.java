package dev.understudy.imports.format;

import dev.understudy.chat.Message;
import dev.understudy.imports.files.ExportFile;
import java.util.Optional;

/// Takes what a reader finds. One thread.
public interface Intake {
    /// A message that somebody wrote.
    void message(Message message);

    /// An item that is no message of a person, and is left out for a reason.
    void dropped(Reason why);

    /// An item that should have been a message and cannot be understood.
    ///
    /// @param where `file:line`
    /// @param what the fault, as in `no sender`; never the message's words
    void rejected(String where, String what);

    /// Takes `message` as [#message] does if an archive can hold it, and rejects it otherwise.
    ///
    /// @param line of `file`, on which it begins
    default void offer(Message message, ExportFile file, long line) {
        Optional<String> fault = Limits.fault(message);
        if (fault.isPresent()) {
            rejected(file + ":" + line, fault.get());
        } else {
            message(message);
        }
    }

    /// How many bytes of the file have been read so far. Called once for each item, or more.
    default void position(long bytes) {}
}
