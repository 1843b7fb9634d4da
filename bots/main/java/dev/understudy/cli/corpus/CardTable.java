package dev.understudy.cli.corpus;

import dev.understudy.corpus.CorpusCard;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a corpus holds and what it does not, as lines for a terminal.
final class CardTable {
    private static final int HASH_DIGITS = 12;

    private final List<String> lines = new ArrayList<>();

    private CardTable() {}

    /// The table of `card`, without a line end after the last line.
    static String of(CorpusCard card) {
        CardTable table = new CardTable();
        table.parts(card);
        table.messages(card);
        card.scrubbedText().ifPresent(table.lines::add);
        table.speakers(card);
        return String.join("\n", table.lines);
    }

    private void parts(CorpusCard card) {
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%-12s %12s %14s %10s  %s",
                        "",
                        "tokens",
                        "conversations",
                        "turns",
                        "sha256"));
        part("train", card.train());
        part("validation", card.validation());
        card.test().ifPresent(test -> part("test", test));
        String from = card.from().map(CardTable::day).orElse("");
        String to = card.to().map(CardTable::day).orElse("");
        if (!from.isEmpty()) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "Said from %s to %s (UTC); a vocabulary of %,d.",
                            from,
                            to,
                            card.vocabularySize()));
        }
    }

    private static String day(Instant instant) {
        return instant.toString().substring(0, "2026-01-01".length());
    }

    private void part(String name, CorpusCard.Part part) {
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%-12s %,12d %,14d %,10d  %s",
                        name,
                        part.tokens(),
                        part.conversations(),
                        part.turns(),
                        part.sha256().substring(0, HASH_DIGITS)));
    }

    private void messages(CorpusCard card) {
        if (card.messages() == 0) {
            return;
        }
        long left = card.leftOut().values().stream().mapToLong(Long::longValue).sum();
        lines.add("");
        lines.add(String.format(Locale.ROOT, "%-20s %,12d", "Messages", card.messages()));
        share("kept", card.messages() - left, card.messages());
        card.leftOut().forEach((reason, count) -> share(reason, count, card.messages()));
        if (card.cutTurns() > 0) {
            lines.add(
                    String.format(
                            Locale.ROOT, "%-20s %,12d", "Turns over ceiling", card.cutTurns()));
        }
    }

    private void share(String name, long count, long all) {
        lines.add(
                String.format(
                        Locale.ROOT, "  %-18s %,12d %6.1f %%", name, count, 100.0 * count / all));
    }

    private void speakers(CorpusCard card) {
        if (card.speakers().isEmpty()) {
            return;
        }
        long all = card.speakers().values().stream().mapToLong(Long::longValue).sum();
        lines.add("");
        lines.add(String.format(Locale.ROOT, "%-20s %,12d", "Turns", all));
        card.speakers().entrySet().stream()
                .sorted(
                        Map.Entry.<String, Long>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                .forEach(speaker -> share(speaker.getKey(), speaker.getValue(), all));
    }
}
