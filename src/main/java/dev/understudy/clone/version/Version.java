package dev.understudy.clone.version;

import java.nio.file.Path;

/// One version of a circle's model.
///
/// @param folder its checkpoint
/// @param state what it may do
/// @param stale whether it has seen somebody who was forgotten since; the live one can, too
public record Version(Path folder, State state, boolean stale) {
    /// Its number, as in `0003`.
    public String name() {
        return String.valueOf(folder.getFileName());
    }

    /// What people are told of it, as in `live, stale`.
    public String standing() {
        return stale && state != State.STALE ? state + ", " + State.STALE : state.toString();
    }
}
