package dev.understudy.corpus.split;

import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Turn;
import dev.understudy.corpus.conversation.Conversation;
import dev.understudy.settings.UserError;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/// What one night learns from, where a model goes on learning: all that is new, and a sample of
/// what is older, so that nothing is forgotten (experience replay: Rolnick et al. 2019).
///
/// @param since what was said after it is new
/// @param held what the model that goes on has not learnt from either
/// @param replay the share of older talk in what is learnt, 0 to 1; at 1 all of it
/// @param seed draws the sample
/// @param planted turns to be learnt that nobody said, of whichever speakers there are, each a
///   conversation of its own: whether they come back tells whether the model learns by heart
public record Lesson(
        Instant since,
        HeldOut held,
        double replay,
        long seed,
        Function<List<SpeakerName>, List<Turn>> planted) {
    public Lesson {
        if (!(replay >= 0 && replay <= 1)) {
            throw new UserError(
                    "nightly.replay is " + replay + "; accepted: 0% to 100%.",
                    "75% learns three old messages with each new one; 100% learns all anew.");
        }
    }

    /// Everything, for a model that begins anew in the middle of a chat: what is held out lies
    /// among the latest talk without being all of it, so that the habits of last week are learnt
    /// too.
    public static Lesson ofAll() {
        return new Lesson(Instant.EPOCH, HeldOut.since(Instant.EPOCH), 1, 0, _ -> List.of());
    }

    /// Whether something in it is new.
    boolean isNew(Conversation.Span span) {
        return span.clock() && span.to().isAfter(since);
    }

    /// How much of what is older belongs to `fresh` characters.
    double replayed(long fresh) {
        return replay == 1 ? Double.POSITIVE_INFINITY : fresh * replay / (1 - replay);
    }

    /// What a lesson came to, in conversations.
    ///
    /// @param fresh that were learnt from for the first time
    /// @param replayed that were learnt from again
    /// @param leftOut older ones that this night did without
    public record Dealt(Instant since, int fresh, int replayed, int leftOut) {}
}
