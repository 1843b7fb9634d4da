package dev.understudy.imports;

import dev.understudy.chat.Message;
import dev.understudy.imports.format.Reason;
import dev.understudy.settings.UserError;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What became of everything in one source.
///
/// @param format the reader's name
/// @param kept how many messages of each kind; absent kinds have none
/// @param dropped how many items for each reason; absent reasons have none
/// @param rejected how many items could not be understood
/// @param rejections the first 1,000 of them
/// @param speakers who wrote the kept messages, most first
/// @param first when the earliest kept message was sent; empty for sources without a clock
/// @param last when the latest was
/// @param damage why it was not read to its end, if so; what came before is in the other numbers
public record SourceReport(
        Path file,
        String format,
        Map<Message.Kind, Long> kept,
        Map<Reason, Long> dropped,
        long rejected,
        List<Rejection> rejections,
        List<Speaker> speakers,
        Optional<Instant> first,
        Optional<Instant> last,
        Optional<Damage> damage,
        Stored stored) {

    /// Why a source could not be read, or not to its end: two lines for people.
    ///
    /// @param problem what is wrong and where, as `file:line`
    /// @param remedy what to do
    public record Damage(String problem, String remedy) {
        static Damage of(UserError error) {
            return new Damage(error.problem(), error.remedy());
        }
    }

    /// An item that could not be understood.
    ///
    /// @param where `file:line`
    /// @param what the fault, without the message's words
    public record Rejection(String where, String what) {}

    /// Who wrote, and how much.
    ///
    /// @param name as the source gives it last, without what could move a terminal's cursor
    public record Speaker(String name, long messages) {
        public Speaker {
            name = name.replaceAll("[\\s\\v\\p{Cc}]+", " ").strip();
        }
    }

    /// What the archive made of the kept messages.
    ///
    /// @param added new ones
    /// @param updated known ones that were edited since
    /// @param known ones that were there already
    /// @param refused ones that were deleted, or whose senders refuse to be kept or are forgotten
    public record Stored(long added, long updated, long known, long refused) {
        static final Stored NOTHING = new Stored(0, 0, 0, 0);
    }

    public SourceReport {
        kept = Map.copyOf(kept);
        dropped = Map.copyOf(dropped);
        rejections = List.copyOf(rejections);
        speakers = List.copyOf(speakers);
    }

    /// How many items were read: kept, dropped and rejected ones.
    public long read() {
        return keptInAll() + droppedInAll() + rejected;
    }

    /// How many messages of `kind` were kept.
    public long kept(Message.Kind kind) {
        return kept.getOrDefault(kind, 0L);
    }

    /// How many messages were kept.
    public long keptInAll() {
        return kept.values().stream().mapToLong(Long::longValue).sum();
    }

    /// How many items were left out for `reason`.
    public long dropped(Reason reason) {
        return dropped.getOrDefault(reason, 0L);
    }

    /// How many items were left out for any reason.
    public long droppedInAll() {
        return dropped.values().stream().mapToLong(Long::longValue).sum();
    }
}
