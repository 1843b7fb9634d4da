package dev.understudy.imports;

import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.imports.format.Intake;
import dev.understudy.imports.format.Reason;
import dev.understudy.settings.UserError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Counts what a reader finds in one source, turns away what no database should hold, and passes
/// the rest on. Memory: the source's speakers, and the first rejected items. One thread.
final class Tally implements Intake {
    private static final int REJECTIONS_KEPT = 1000;

    /// What a sender was called last, and how often they wrote.
    private record Heard(String name, long count) {}

    private final Source source;
    private final Consumer<Message> sink;
    private final Gauge gauge;
    private final Map<Message.Kind, Long> kept = new EnumMap<>(Message.Kind.class);
    private final Map<Reason, Long> dropped = new EnumMap<>(Reason.class);
    private final List<SourceReport.Rejection> rejections = new ArrayList<>();
    private final Map<Handle, Heard> senders = new HashMap<>();
    private long rejected;
    private Optional<Instant> first = Optional.empty();
    private Optional<Instant> last = Optional.empty();
    private Optional<SourceReport.Damage> damage = Optional.empty();

    /// Whether the sink has a message in hand: a failure is then its, not the source's.
    private boolean sinking;

    Tally(Source source, Consumer<Message> sink, Gauge gauge) {
        this.source = source;
        this.sink = sink;
        this.gauge = gauge;
    }

    @Override
    public void message(Message message) {
        kept.merge(message.kind(), 1L, Long::sum);
        senders.compute(
                message.sender(),
                (_, heard) ->
                        new Heard(message.senderName(), heard == null ? 1 : heard.count() + 1));
        if (message.channel().platform().hasClock()) {
            date(message.sentAt());
        }
        sinking = true;
        sink.accept(message);
        sinking = false;
    }

    /// Reads the source as far as it is whole.
    ///
    /// Throws UserError when the sink fails; a fault of the source is for the report.
    void read() {
        try {
            source.reader().read(source.export(), this);
        } catch (UserError fault) {
            if (sinking) {
                throw fault;
            }
            damage = Optional.of(SourceReport.Damage.of(fault));
        }
        gauge.finished(source);
    }

    private void date(Instant time) {
        first = Optional.of(first.filter(time::isAfter).orElse(time));
        last = Optional.of(last.filter(time::isBefore).orElse(time));
    }

    @Override
    public void dropped(Reason why) {
        dropped.merge(why, 1L, Long::sum);
    }

    @Override
    public void rejected(String where, String what) {
        rejected++;
        if (rejections.size() < REJECTIONS_KEPT) {
            rejections.add(new SourceReport.Rejection(where, what));
        }
    }

    @Override
    public void position(long bytes) {
        gauge.at(bytes);
    }

    SourceReport report(SourceReport.Stored stored) {
        List<SourceReport.Speaker> speakers =
                senders.values().stream()
                        .map(heard -> new SourceReport.Speaker(heard.name(), heard.count()))
                        .sorted(
                                Comparator.comparingLong(SourceReport.Speaker::messages)
                                        .reversed()
                                        .thenComparing(SourceReport.Speaker::name))
                        .toList();
        return new SourceReport(
                source.path(),
                source.reader().name(),
                kept,
                dropped,
                rejected,
                rejections,
                speakers,
                first,
                last,
                damage,
                stored);
    }
}
