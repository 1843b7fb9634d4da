package dev.understudy.statistics;

import dev.understudy.chat.text.Visible;
import dev.understudy.page.Numbers;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Statistics as a short table for a terminal.
public final class StatisticsTable {
    private static final int MOST_PEOPLE = 20;
    private static final int MOST_CONVERSATIONS = 3;
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm", Locale.ENGLISH);

    private final Statistics statistics;
    private final StringBuilder text = new StringBuilder();

    private StatisticsTable(Statistics statistics) {
        this.statistics = statistics;
    }

    /// The table, each line ended.
    public static String of(Statistics statistics) {
        return new StatisticsTable(statistics).drawn();
    }

    private String drawn() {
        summary();
        people();
        conversations();
        leftOut();
        return text.toString();
    }

    private void summary() {
        Statistics.Totals totals = statistics.totals();
        line("%s: %s".formatted(statistics.circle(), Statements.amount(totals)));
        if (totals.first().isPresent() && totals.last().isPresent()) {
            line("%s to %s".formatted(day(totals.first().get()), day(totals.last().get())));
        }
        statistics.week().stream()
                .flatMap(List::stream)
                .max(Long::compare)
                .filter(most -> most > 0)
                .ifPresent(
                        _ ->
                                line(
                                        "most is written on %s"
                                                .formatted(Statements.busiestHour(statistics))));
    }

    private String day(Instant at) {
        return DAY.format(at.atZone(statistics.period().zone()));
    }

    private void people() {
        List<PersonCount> shown = statistics.people().stream().limit(MOST_PEOPLE).toList();
        int wide = shown.stream().mapToInt(person -> columns(person.name())).max().orElse(0);
        wide = Math.max(wide, "person".length());
        line("");
        line(
                "%s  %9s  %7s  %10s  %7s  %10s  %7s  %s"
                        .formatted(
                                padded("person", wide),
                                "messages",
                                "share",
                                "words",
                                "share",
                                "words each",
                                "media",
                                "emoji"));
        for (PersonCount person : shown) {
            PersonCount.Said said = person.said();
            line(
                    "%s  %9s  %7s  %10s  %7s  %10s  %7s  %s"
                            .formatted(
                                    padded(person.name(), wide),
                                    Numbers.text(said.messages()),
                                    Percent.of(said.messagesPerMille()),
                                    Numbers.text(said.words()),
                                    Percent.of(said.wordsPerMille()),
                                    Numbers.text((long) person.lengths().median()),
                                    Percent.of(said.media(), said.messages()),
                                    person.emoji().stream()
                                            .limit(3)
                                            .map(PersonCount.EmojiCount::emoji)
                                            .collect(Collectors.joining(" "))));
        }
        int others = statistics.people().size() - shown.size();
        if (others > 0) {
            line("and %s others, whom the page lists".formatted(Numbers.text(others)));
        }
    }

    private void conversations() {
        if (statistics.busiest().isEmpty()) {
            return;
        }
        line("");
        line("busiest conversations");
        for (BusyConversation busy :
                statistics.busiest().stream().limit(MOST_CONVERSATIONS).toList()) {
            line(
                    "%s  %s in %s by %s"
                            .formatted(
                                    MINUTE.format(busy.from().atZone(statistics.period().zone())),
                                    Statements.count(busy.messages(), "message"),
                                    Statements.time(busy.length()),
                                    Statements.people(busy.by().size())));
        }
    }

    private void leftOut() {
        List<String> left = Statements.leftOut(statistics.totals());
        if (!left.isEmpty()) {
            line("");
            left.forEach(this::line);
        }
    }

    private void line(String line) {
        text.append(line.stripTrailing()).append('\n');
    }

    private static String padded(String name, int wide) {
        return name + " ".repeat(wide - columns(name));
    }

    /// How many columns a terminal gives to `name`, about.
    private static int columns(String name) {
        return name.codePoints().map(StatisticsTable::columns).sum();
    }

    private static int columns(int character) {
        if (character != ' ' && !Visible.is(character)) {
            return 0;
        }
        boolean wide =
                Character.isIdeographic(character)
                        || Character.isEmojiPresentation(character)
                        || (character >= 0x1100 && character <= 0x115F)
                        || (character >= 0x3041 && character <= 0x30FF)
                        || (character >= 0xAC00 && character <= 0xD7A3)
                        || (character >= 0xFF01 && character <= 0xFF60);
        return wide ? 2 : 1;
    }
}
