package dev.understudy.statistics.page;

import dev.understudy.page.Numbers;
import dev.understudy.statistics.BusyConversation;
import dev.understudy.statistics.Lengths;
import dev.understudy.statistics.Percent;
import dev.understudy.statistics.PersonCount;
import dev.understudy.statistics.Statements;
import dev.understudy.statistics.Statistics;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/// The tables of the page.
final class PeopleTables {
    private static final int MOST_ROWS = 100;
    private static final int MOST_ANSWERING = 12;
    private static final int MOST_PARTS = 8;
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("EEE d MMM uuuu HH:mm", Locale.ENGLISH);

    private final Statistics statistics;
    private final List<PersonCount> shown;

    PeopleTables(Statistics statistics) {
        this.statistics = statistics;
        shown = statistics.people().stream().limit(MOST_ROWS).toList();
    }

    /// Who says how much, those beyond a hundred together.
    String amounts() {
        Table table =
                new Table(
                        "Who talks how much",
                        List.of(
                                "Person",
                                "Messages",
                                "Share",
                                "Words",
                                "Share",
                                "Media",
                                "Forwarded"));
        for (PersonCount person : shown) {
            amount(table, person.name(), person.said());
        }
        statistics.people().stream()
                .skip(MOST_ROWS)
                .map(PersonCount::said)
                .reduce(PeopleTables::together)
                .ifPresent(rest -> amount(table, "everyone else", rest));
        return "<section><h2>People</h2>\n" + table.html() + "</section>\n";
    }

    private static PersonCount.Said together(PersonCount.Said one, PersonCount.Said other) {
        return new PersonCount.Said(
                one.messages() + other.messages(),
                one.words() + other.words(),
                one.messagesPerMille() + other.messagesPerMille(),
                one.wordsPerMille() + other.wordsPerMille(),
                one.media() + other.media(),
                one.forwards() + other.forwards(),
                one.emoji() + other.emoji());
    }

    private static void amount(Table table, String name, PersonCount.Said said) {
        table.row(name)
                .cells(Numbers.text(said.messages()))
                .share(Percent.of(said.messagesPerMille()), said.messagesPerMille())
                .cells(Numbers.text(said.words()))
                .share(Percent.of(said.wordsPerMille()), said.wordsPerMille())
                .cells(
                        Percent.of(said.media(), said.messages()),
                        Percent.of(said.forwards(), said.messages()))
                .end();
    }

    /// How long everyone's messages are: in words, and what part of theirs.
    String lengths() {
        List<String> heads = new ArrayList<>(List.of("Person", "Median", "Longest"));
        heads.addAll(Lengths.LABELS);
        Table table = new Table("Words of a message, and how many have so many", heads);
        for (PersonCount person : shown) {
            Lengths lengths = person.lengths();
            long all = lengths.buckets().stream().mapToLong(Long::longValue).sum();
            table.row(person.name())
                    .cells(Numbers.text((long) lengths.median()), Numbers.text(lengths.longest()));
            for (long count : lengths.buckets()) {
                table.share(Percent.of(count, all), perMille(count, all));
            }
            table.end();
        }
        return table.html();
    }

    private static int perMille(long part, long whole) {
        return whole == 0 ? 0 : (int) Math.round(1000.0 * part / whole);
    }

    /// How everyone takes turns.
    String turns() {
        if (shown.stream().allMatch(person -> person.turns().turns() == 0)) {
            return "";
        }
        Table table =
                new Table(
                        "Turns: their number, how many are bursts, their messages",
                        List.of(
                                "Person",
                                "Turns",
                                "Bursts",
                                "Messages a turn",
                                "Longest burst",
                                "Conversations started"));
        for (PersonCount person : shown) {
            PersonCount.Turns turns = person.turns();
            table.row(person.name())
                    .cells(
                            Numbers.text(turns.turns()),
                            Percent.of(turns.bursts(), turns.turns()),
                            String.format(Locale.ROOT, "%.2f", turns.mean()),
                            Numbers.text(turns.longestBurst()),
                            Numbers.text(turns.started()))
                    .end();
        }
        return table.html();
    }

    /// Who answers whom how often, the darker the more, among those who write most.
    String answers() {
        if (statistics.answers().stream().allMatch(Map::isEmpty)) {
            return "";
        }
        int size = Math.min(MOST_ANSWERING, statistics.people().size());
        List<String> heads = new ArrayList<>();
        heads.add("Answers of … to …");
        shown.stream().limit(size).forEach(person -> heads.add(person.name()));
        Table table = new Table("How often the one on the left answers the one above", heads);
        for (int who = 0; who < size; who++) {
            SortedMap<Integer, Long> theirs = statistics.answers().get(who);
            long all = theirs.values().stream().mapToLong(Long::longValue).sum();
            table.row(shown.get(who).name());
            for (int whom = 0; whom < size; whom++) {
                long count = theirs.getOrDefault(whom, 0L);
                table.share(who == whom ? "–" : Numbers.text(count), perMille(count, all));
            }
            table.end();
        }
        return table.html();
    }

    /// When the busiest conversations were, how long, and by whom.
    String busiest() {
        if (statistics.busiest().isEmpty()) {
            return "";
        }
        Table table =
                new Table(
                        "The conversations with the most messages",
                        List.of("Began", "Messages", "Lasted", "Where", "By"));
        for (BusyConversation busy : statistics.busiest()) {
            table.row(MINUTE.format(busy.from().atZone(statistics.period().zone())))
                    .cells(
                            Numbers.text(busy.messages()),
                            Statements.time(busy.length()),
                            busy.platform().key(),
                            by(busy.by()))
                    .end();
        }
        return table.html();
    }

    private static String by(List<BusyConversation.Part> parts) {
        String named =
                parts.stream()
                        .limit(MOST_PARTS)
                        .map(part -> part.name() + " " + Numbers.text(part.messages()))
                        .collect(Collectors.joining(", "));
        int others = parts.size() - MOST_PARTS;
        return others > 0 ? named + " and " + Numbers.text((long) others) + " others" : named;
    }

    /// Who uses which emoji most.
    String emoji() {
        if (shown.stream().allMatch(person -> person.emoji().isEmpty())) {
            return "";
        }
        Table table =
                new Table(
                        "The emoji that each person uses most",
                        List.of("Person", "Emoji", "In a message", "Most used"));
        for (PersonCount person : shown) {
            PersonCount.Said said = person.said();
            table.row(person.name())
                    .cells(
                            Numbers.text(said.emoji()),
                            String.format(
                                    Locale.ROOT, "%.2f", (double) said.emoji() / said.messages()),
                            person.emoji().stream()
                                    .map(used -> used.emoji() + " " + Numbers.text(used.count()))
                                    .collect(Collectors.joining("  ")))
                    .end();
        }
        return table.html();
    }

    /// Where they write.
    String platforms() {
        Table table = new Table("Messages by platform", List.of("Platform", "Messages", "Share"));
        long all = statistics.totals().messages();
        statistics
                .totals()
                .platforms()
                .forEach(
                        (platform, count) ->
                                table.row(platform.key())
                                        .cells(Numbers.text(count))
                                        .share(Percent.of(count, all), perMille(count, all))
                                        .end());
        return table.html();
    }
}
