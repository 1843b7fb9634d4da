package dev.understudy.statistics;

import dev.understudy.chat.Circle;
import dev.understudy.chat.Platform;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A circle's history in figures: names and numbers, never a word of it. Immutable.
///
/// @param people everyone who wrote in the period, whoever wrote most first
/// @param week messages by weekday, Monday first, and hour of the day, in the period's zone
/// @param months messages by month and person, in the order of `people`; without months in which
///   nobody wrote
/// @param answers for each of `people`, how often they answered whom, by their places in `people`;
///   without those they never answered
/// @param busiest the longest conversations, the one with the most messages first
public record Statistics(
        Circle circle,
        Period period,
        Totals totals,
        List<PersonCount> people,
        List<List<Long>> week,
        SortedMap<YearMonth, List<Long>> months,
        List<SortedMap<Integer, Long>> answers,
        List<BusyConversation> busiest) {

    /// Sums over everyone.
    ///
    /// @param messages of all `people`
    /// @param withoutClock those of them that have no time, and so no place in week, months, turns
    ///   and conversations
    /// @param bots messages by bots, which are not counted otherwise
    /// @param unknown messages of accounts that belong to nobody, which are not counted otherwise
    /// @param first and `last`: when the first and the last message with a clock were written
    /// @param platforms the messages by where they were written
    public record Totals(
            long messages,
            long words,
            long media,
            long conversations,
            long withoutClock,
            long bots,
            long unknown,
            Optional<Instant> first,
            Optional<Instant> last,
            SortedMap<Platform, Long> platforms) {
        public Totals {
            platforms = Collections.unmodifiableSortedMap(new TreeMap<>(platforms));
        }
    }

    public Statistics {
        people = List.copyOf(people);
        week = week.stream().map(List::copyOf).toList();
        SortedMap<YearMonth, List<Long>> copy = new TreeMap<>();
        for (Map.Entry<YearMonth, List<Long>> month : months.entrySet()) {
            copy.put(month.getKey(), List.copyOf(month.getValue()));
        }
        months = Collections.unmodifiableSortedMap(copy);
        answers =
                answers.stream()
                        .map(one -> Collections.unmodifiableSortedMap(new TreeMap<>(one)))
                        .toList();
        busiest = List.copyOf(busiest);
    }
}
