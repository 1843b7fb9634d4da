package dev.understudy.imports;

import dev.understudy.chat.Message.Kind;
import dev.understudy.imports.SourceReport.Damage;
import dev.understudy.imports.format.Reason;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What became of everything in all sources of one import.
///
/// @param remainder what was found beside the sources
/// @param dryRun whether nothing was stored on purpose
public record ImportReport(List<SourceReport> sources, Remainder remainder, boolean dryRun) {
    private static final int SPEAKERS_SHOWN = 20;

    /// What lay in the same folders and zips as the sources and is none.
    ///
    /// @param passedOver how many files no reader knows
    /// @param first the first few of them
    /// @param unopened why files and zips among them could not even be opened
    public record Remainder(long passedOver, List<Path> first, List<Damage> unopened) {
        /// Nothing.
        public static final Remainder NONE = new Remainder(0, List.of(), List.of());

        public Remainder {
            first = List.copyOf(first);
            unopened = List.copyOf(unopened);
        }
    }

    /// One line of a table.
    private record Line(String label, String number) {
        static Line of(String label, long number) {
            return new Line(label, String.format(Locale.ROOT, "%,d", number));
        }

        /// How many columns it needs, near enough: one for each character, and a gap.
        int width() {
            return label.codePointCount(0, label.length()) + 2 + number.length();
        }

        String in(int width) {
            return number.isEmpty() ? label : label + " ".repeat(width - width() + 2) + number;
        }
    }

    public ImportReport {
        sources = List.copyOf(sources);
    }

    /// The whole report for a person: a table for each source with what was read, kept, dropped and
    /// why, rejected and where, stored, and by whom it was written. Lines end with `\n`.
    public String text() {
        StringBuilder text = new StringBuilder();
        for (SourceReport source : sources) {
            List<Line> lines = lines(source);
            int width =
                    lines.stream()
                            .filter(line -> !line.number().isEmpty())
                            .mapToInt(Line::width)
                            .max()
                            .orElse(0);
            text.append(text.isEmpty() ? "" : "\n").append(title(source)).append('\n');
            lines.forEach(line -> text.append(line.in(width)).append('\n'));
        }
        if (sources.size() > 1) {
            text.append('\n').append(TotalTable.of(sources, dryRun));
        }
        text.append(beside());
        if (dryRun) {
            text.append("\nThis was a dry run: nothing was stored.\n");
        }
        return text.toString();
    }

    /// Why not all of it could be read, in two lines; empty when all could.
    public Optional<Damage> failure() {
        List<Damage> all =
                Stream.concat(
                                sources.stream().flatMap(source -> source.damage().stream()),
                                remainder.unopened().stream())
                        .toList();
        return switch (all.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(all.getFirst());
            default ->
                    Optional.of(
                            new Damage(
                                    "%d exports were not read to their end; the first: %s"
                                            .formatted(all.size(), all.getFirst().problem()),
                                    "The report says for each what to do; importing again adds"
                                            + " only what is missing."));
        };
    }

    /// How many items all sources gave.
    public long read() {
        return sources.stream().mapToLong(SourceReport::read).sum();
    }

    private String beside() {
        StringBuilder text = new StringBuilder();
        if (!remainder.unopened().isEmpty()) {
            text.append("\nnot opened\n");
            remainder.unopened().forEach(fault -> lines(fault).forEach(text::append));
        }
        if (remainder.passedOver() > 0) {
            text.append(
                    "\nPassed over, since no reader knows them: %,d %s, such as %s\n"
                            .formatted(
                                    remainder.passedOver(),
                                    remainder.passedOver() == 1 ? "file" : "files",
                                    remainder.first().stream()
                                            .map(ImportReport::shown)
                                            .collect(Collectors.joining(", "))));
        }
        return text.toString();
    }

    private static List<String> lines(Damage fault) {
        return List.of("  " + fault.problem() + "\n", "  " + fault.remedy() + "\n");
    }

    /// Without what could move a terminal's cursor.
    private static String shown(Path path) {
        return path.toString().replaceAll("\\p{Cc}+", " ");
    }

    private static String title(SourceReport source) {
        String dates =
                source.first().isEmpty()
                        ? ""
                        : ", " + day(source.first()) + " to " + day(source.last());
        return source.file() + " (" + source.format() + dates + ")";
    }

    private static String day(Optional<Instant> time) {
        return time.map(t -> t.atOffset(ZoneOffset.UTC).toLocalDate().toString()).orElse("");
    }

    private List<Line> lines(SourceReport source) {
        List<Line> lines = new ArrayList<>();
        if (source.damage().isPresent()) {
            lines.add(new Line("  not read to its end", ""));
            lines.add(new Line("    " + source.damage().get().problem(), ""));
            lines.add(new Line("    " + source.damage().get().remedy(), ""));
        }
        lines.add(Line.of("  read", source.read()));
        lines.add(Line.of("  kept", source.keptInAll()));
        for (Kind kind : Kind.values()) {
            lines.add(Line.of("    " + words(kind), source.kept(kind)));
        }
        lines.add(Line.of("  dropped", source.droppedInAll()));
        for (Reason reason : Reason.values()) {
            if (source.dropped(reason) > 0) {
                lines.add(Line.of("    " + reason.words(), source.dropped(reason)));
            }
        }
        lines.add(Line.of("  rejected", source.rejected()));
        for (SourceReport.Rejection rejection : source.rejections()) {
            lines.add(new Line("    " + rejection.where() + "  " + rejection.what(), ""));
        }
        more(lines, source.rejected() - source.rejections().size());
        if (!dryRun) {
            lines.add(Line.of("  new in the archive", source.stored().added()));
            lines.add(Line.of("  edited since", source.stored().updated()));
            lines.add(Line.of("  known already", source.stored().known()));
            if (source.stored().refused() > 0) {
                lines.add(Line.of("  not kept, as their senders wish", source.stored().refused()));
            }
        }
        lines.add(Line.of("  speakers", source.speakers().size()));
        source.speakers().stream()
                .limit(SPEAKERS_SHOWN)
                .forEach(
                        speaker -> lines.add(Line.of("    " + speaker.name(), speaker.messages())));
        more(lines, source.speakers().size() - SPEAKERS_SHOWN);
        return lines;
    }

    private static void more(List<Line> lines, long hidden) {
        if (hidden > 0) {
            lines.add(new Line("    and " + hidden + " more", ""));
        }
    }

    private static String words(Kind kind) {
        return switch (kind) {
            case SPEECH -> "speech";
            case MEDIA -> "media, with or without a caption";
            case FORWARD -> "forwarded";
            case BOT -> "by or through bots";
        };
    }
}
