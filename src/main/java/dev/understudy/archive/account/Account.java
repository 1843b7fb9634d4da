package dev.understudy.archive.account;

import dev.understudy.chat.Handle;
import dev.understudy.chat.SpeakerName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One handle in one circle, with what is kept of whoever writes through it.
///
/// @param row of the table `person`, which has one for each handle
/// @param owner the row that speaks for all accounts of the same human; its own if it is alone
/// @param name what it is called
/// @param statement what was said through it to being kept and cloned
/// @param forgotten until when nothing of it is stored
public record Account(
        long row,
        long owner,
        Handle handle,
        Name name,
        Statement statement,
        Optional<Instant> forgotten,
        Marks marks) {

    /// What an account is called.
    ///
    /// @param speaker in transcripts; its owner's name while it is alone
    /// @param display as friends read it
    /// @param former earlier names in transcripts, which models may know
    /// @param aliases other names by which friends call its owner
    public record Name(
            SpeakerName speaker, String display, List<SpeakerName> former, List<String> aliases) {
        public Name {
            former = List.copyOf(former);
            aliases = List.copyOf(aliases);
        }
    }

    /// What somebody said, as the row has it.
    ///
    /// @param state `GRANTED`, `REFUSED` or `UNKNOWN`
    /// @param at empty when nobody was asked
    public record Statement(String state, String how, Optional<Instant> at, String note) {
        /// What those said who were never asked.
        public static final Statement NONE = new Statement("UNKNOWN", "", Optional.empty(), "");

        /// What holds of both: the later, and the stricter of two at one time.
        public Statement or(Statement other) {
            int order = at.orElse(Instant.MIN).compareTo(other.at.orElse(Instant.MIN));
            boolean otherWins = order < 0 || (order == 0 && other.state.equals("REFUSED"));
            return otherWins ? other : this;
        }
    }

    /// What an operator said of it.
    ///
    /// @param bot nobody's own words are written through it
    /// @param excluded its owner's words are kept and of no use
    public record Marks(boolean bot, boolean excluded) {}
}
