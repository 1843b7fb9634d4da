package dev.understudy.imports;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What became of everything in several sources: a line for each format, and one for all.
final class TotalTable {
    private static final int GAP = 2;

    private TotalTable() {}

    /// The table, a line of titles first. Lines end with `\n`.
    ///
    /// @param dryRun whether nothing was stored, so that nothing is new
    static String of(List<SourceReport> sources, boolean dryRun) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("all sources", "read", "kept", "dropped", "rejected", "new"));
        Map<String, List<SourceReport>> formats =
                sources.stream()
                        .collect(
                                Collectors.groupingBy(
                                        SourceReport::format, TreeMap::new, Collectors.toList()));
        formats.forEach((name, same) -> rows.add(row("  " + name + ", " + same.size(), same)));
        rows.add(row("  together, " + sources.size(), sources));
        int columns = rows.getFirst().size() - (dryRun ? 1 : 0);
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            text.append(row.getFirst())
                    .append(" ".repeat(width(rows, 0) - row.getFirst().length()));
            for (int column = 1; column < columns; column++) {
                String cell = row.get(column);
                text.append(" ".repeat(GAP + width(rows, column) - cell.length())).append(cell);
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static List<String> row(String title, Collection<SourceReport> sources) {
        return List.of(
                title,
                number(sources.stream().mapToLong(SourceReport::read).sum()),
                number(sources.stream().mapToLong(SourceReport::keptInAll).sum()),
                number(sources.stream().mapToLong(SourceReport::droppedInAll).sum()),
                number(sources.stream().mapToLong(SourceReport::rejected).sum()),
                number(sources.stream().mapToLong(source -> source.stored().added()).sum()));
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
