package dev.understudy.imports;

import dev.understudy.chat.Message.Kind;
import dev.understudy.imports.format.Reason;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// What became of everything in all sources of one import.
///
/// @param dryRun whether nothing was stored on purpose
public record ImportReport(List<SourceReport> sources, boolean dryRun) {
    private static final int SPEAKERS_SHOWN = 20;

    private static final List<String> HEADER =
            List.of(
                    "source",
                    "format",
                    "read",
                    "speech",
                    "media",
                    "forwarded",
                    "bots",
                    "dropped",
                    "rejected",
                    "new",
                    "updated",
                    "known",
                    "first",
                    "last");

    /// Text, then numbers: the first are set to the left, the second to the right.
    private static final int TEXT_COLUMNS = 2;

    public ImportReport {
        sources = List.copyOf(sources);
    }

    /// The whole report as text for a person: a table, why items were dropped, each rejected item,
    /// and the speakers. Lines end with `\n`.
    public String text() {
        StringBuilder text = new StringBuilder();
        table(text);
        dropped(text);
        rejected(text);
        speakers(text);
        if (dryRun) {
            text.append("\nThis was a dry run: nothing was stored.\n");
        }
        return text.toString();
    }

    private void table(StringBuilder text) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADER);
        sources.forEach(source -> rows.add(row(source)));
        if (sources.size() > 1) {
            rows.add(totals());
        }
        int[] widths = new int[HEADER.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String gap = " ".repeat(widths[i] - width(row.get(i)));
                line.append(i < TEXT_COLUMNS ? row.get(i) + gap : gap + row.get(i)).append("  ");
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
    }

    private static List<String> row(SourceReport source) {
        return List.of(
                source.file().toString(),
                source.format(),
                count(source.read()),
                count(source.kept(Kind.SPEECH)),
                count(source.kept(Kind.MEDIA)),
                count(source.kept(Kind.FORWARD)),
                count(source.kept(Kind.BOT)),
                count(source.droppedInAll()),
                count(source.rejected()),
                count(source.stored().added()),
                count(source.stored().updated()),
                count(source.stored().known()),
                day(source.first()),
                day(source.last()));
    }

    private List<String> totals() {
        return List.of(
                "total",
                "",
                total(SourceReport::read),
                total(source -> source.kept(Kind.SPEECH)),
                total(source -> source.kept(Kind.MEDIA)),
                total(source -> source.kept(Kind.FORWARD)),
                total(source -> source.kept(Kind.BOT)),
                total(SourceReport::droppedInAll),
                total(SourceReport::rejected),
                total(source -> source.stored().added()),
                total(source -> source.stored().updated()),
                total(source -> source.stored().known()),
                day(dates(SourceReport::first).min(Comparator.naturalOrder())),
                day(dates(SourceReport::last).max(Comparator.naturalOrder())));
    }

    private Stream<Instant> dates(Function<SourceReport, Optional<Instant>> date) {
        return sources.stream().map(date).flatMap(Optional::stream);
    }

    private String total(ToLongFunction<SourceReport> column) {
        return count(sources.stream().mapToLong(column).sum());
    }

    private void dropped(StringBuilder text) {
        if (sources.stream().mapToLong(SourceReport::droppedInAll).sum() == 0) {
            return;
        }
        text.append("\nDropped\n");
        for (Reason reason : Reason.values()) {
            long items = sources.stream().mapToLong(source -> source.dropped(reason)).sum();
            if (items > 0) {
                text.append("  " + count(items) + "  " + reason.words() + "\n");
            }
        }
    }

    private void rejected(StringBuilder text) {
        long all = sources.stream().mapToLong(SourceReport::rejected).sum();
        if (all == 0) {
            return;
        }
        text.append("\nRejected\n");
        long shown = 0;
        for (SourceReport source : sources) {
            for (SourceReport.Rejection rejection : source.rejections()) {
                text.append("  " + rejection.where() + "  " + rejection.what() + "\n");
                shown++;
            }
        }
        if (all > shown) {
            text.append("  and " + count(all - shown) + " more\n");
        }
    }

    private void speakers(StringBuilder text) {
        Map<String, Long> messages = new TreeMap<>();
        for (SourceReport source : sources) {
            for (SourceReport.Speaker speaker : source.speakers()) {
                messages.merge(speaker.name(), speaker.messages(), Long::sum);
            }
        }
        if (messages.isEmpty()) {
            return;
        }
        int digits = messages.values().stream().mapToInt(n -> count(n).length()).max().orElse(1);
        text.append("\nSpeakers\n");
        messages.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(SPEAKERS_SHOWN)
                .forEach(
                        speaker -> {
                            String number = count(speaker.getValue());
                            text.append(" ".repeat(2 + digits - number.length()));
                            text.append(number + "  " + speaker.getKey() + "\n");
                        });
        if (messages.size() > SPEAKERS_SHOWN) {
            text.append("  and " + (messages.size() - SPEAKERS_SHOWN) + " more\n");
        }
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String day(Optional<Instant> time) {
        return time.map(t -> t.atOffset(ZoneOffset.UTC).toLocalDate().toString()).orElse("-");
    }

    /// How many columns a terminal needs, near enough: one for each character.
    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
