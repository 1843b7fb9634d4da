package dev.understudy.archive.live;

import java.util.Optional;

/// What holds in a circle for somebody who has neither agreed nor refused. The one place where it
/// is decided whose words a corpus, a model or a reply may use.
public enum Policy {
    /// They are neither heard nor cloned before they agree.
    OPT_IN,
    /// They are until they refuse.
    OPT_OUT;

    /// Why somebody's words are of no use, and they are not cloned.
    public enum Absence {
        /// They refuse, or have not agreed where they would have to.
        NO_CONSENT,
        /// An operator wants to do without them.
        EXCLUDED
    }

    /// Why somebody of that standing is left out; empty when they are not. Who was forgotten is a
    /// stranger until they agree again.
    public Optional<Absence> absence(Standing standing) {
        boolean agrees =
                switch (standing.consent().state()) {
                    case GRANTED -> true;
                    case REFUSED -> false;
                    case UNKNOWN -> this == OPT_OUT && !standing.forgotten();
                };
        if (!agrees) {
            return Optional.of(Absence.NO_CONSENT);
        }
        return standing.excluded() ? Optional.of(Absence.EXCLUDED) : Optional.empty();
    }

    /// Whether somebody of that standing may be heard and cloned.
    public boolean allows(Standing standing) {
        return absence(standing).isEmpty();
    }
}
