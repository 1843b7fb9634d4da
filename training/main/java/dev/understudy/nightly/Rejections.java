package dev.understudy.nightly;

import dev.understudy.archive.night.HeldBack.Stretch;
import dev.understudy.clone.ModelCard;
import dev.understudy.clone.Models;
import dev.understudy.clone.version.State;
import dev.understudy.clone.version.Version;
import dev.understudy.settings.UserError;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What follows from the last night that began from a version, if it was rejected: by a gate, or by
/// an operator who went back to that version.
///
/// A flood is held back at once. Other rejected messages get a second night, together with what is
/// said until then; when that is rejected too, all of them are held back, so that one bad evening
/// does not end all learning. What an operator took back is held back at once, else the next night
/// would make the same of it.
///
/// @param attempts how many nights in a row were rejected
/// @param heldBack what no night learns from any more
public record Rejections(int attempts, Optional<Stretch> heldBack) {
    private static final Rejections NONE = new Rejections(0, Optional.empty());

    /// The name of the gate for floods.
    public static final String FLOOD = "flood";

    /// Those among `models` that began from a version which knew everything until `since`.
    public static Rejections among(Models models, Instant since) {
        List<Version> newestFirst = models.standings().reversed();
        Optional<Instant> until = Optional.empty();
        for (Version version : newestFirst) {
            if (version.state() == State.LIVE) {
                break;
            }
            Optional<Night> night = Night.in(version.folder());
            boolean takenBack =
                    version.state() == State.RETIRED || version.state() == State.PREVIOUS;
            until = until.or(() -> night.filter(_ -> takenBack).flatMap(Night::until));
            if (night.flatMap(Night::since).filter(since::equals).isEmpty()) {
                continue;
            }
            if (takenBack && until.isPresent()) {
                String reason = "an operator went back behind " + version.name();
                return new Rejections(0, Optional.of(new Stretch(since, until.get(), reason)));
            }
            if (version.state() == State.REJECTED) {
                return of(version, night.get());
            }
        }
        return NONE;
    }

    private static Rejections of(Version version, Night night) {
        boolean flooded = isFlooded(version);
        if (!flooded && night.attempt() < 2) {
            return new Rejections(night.attempt(), Optional.empty());
        }
        String reason =
                flooded
                        ? "somebody sent the like again and again; %s was rejected"
                        : "two nights in a row were rejected, the last of them %s";
        return new Rejections(
                0,
                night.until()
                        .map(
                                until ->
                                        new Stretch(
                                                night.since().orElseThrow(),
                                                until,
                                                reason.formatted(version.name()))));
    }

    private static boolean isFlooded(Version version) {
        try {
            return ModelCard.read(version.folder()).gates().stream()
                    .anyMatch(gate -> gate.name().equals(FLOOD) && !gate.passed());
        } catch (UserError unreadable) {
            return false;
        }
    }
}
