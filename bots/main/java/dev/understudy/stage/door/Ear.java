package dev.understudy.stage.door;

import dev.understudy.stage.command.Answer;
import dev.understudy.stage.command.Place;
import dev.understudy.stage.command.Request;
import java.util.List;
import java.util.Optional;

/// The stage as a platform sees it. Thread-safe.
public interface Ear {
    /// Takes what happened. When this returns it is stored, if it is to be stored at all, so that
    /// the platform may forget it. Being told the same again changes nothing. Never throws.
    void hear(Heard heard);

    /// Does what somebody asks for. May take as long as a reply does. Never throws: what went wrong
    /// is the answer.
    Answer ask(Request request);

    /// Names of clones that can be called in `place` and begin with `typed`, best first.
    List<String> suggest(Place place, String typed);

    /// Id of the newest message in `place` that is stored: what came after it was missed.
    Optional<String> lastHeard(Place place);

    /// Ids of the newest messages in `place` that are stored, a hundred of people's and a hundred
    /// of clones' lines, in no order: one that the platform does not have any more was deleted.
    List<String> keptLately(Place place);

    /// Whether anything is to be heard in `place`: it belongs to a circle.
    boolean listensTo(Place place);
}
