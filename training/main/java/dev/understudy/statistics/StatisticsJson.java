package dev.understudy.statistics;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Statistics as JSON for other programs.
public final class StatisticsJson {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Statistics statistics;

    private StatisticsJson(Statistics statistics) {
        this.statistics = statistics;
    }

    /// One object. Shares are parts of 1, times carry their offset, people are in the order of
    /// their messages.
    public static String of(Statistics statistics) {
        return JSON.writeValueAsString(new StatisticsJson(statistics).object());
    }

    private Map<String, Object> object() {
        Statistics.Totals totals = statistics.totals();
        Period period = statistics.period();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("circle", statistics.circle().name());
        all.put("zone", period.zone().getId());
        period.since().map(LocalDate::toString).ifPresent(day -> all.put("since", day));
        period.until().map(LocalDate::toString).ifPresent(day -> all.put("until", day));
        all.put("messages", totals.messages());
        all.put("words", totals.words());
        all.put("media", totals.media());
        all.put("conversations", totals.conversations());
        all.put("without_clock", totals.withoutClock());
        all.put("left_out", ordered("bots", totals.bots(), "unknown", totals.unknown()));
        put(all, "first", totals.first().map(this::time));
        put(all, "last", totals.last().map(this::time));
        Map<String, Object> platforms = new LinkedHashMap<>();
        totals.platforms().forEach((platform, count) -> platforms.put(platform.key(), count));
        all.put("platforms", platforms);
        all.put("people", statistics.people().stream().map(StatisticsJson::person).toList());
        Map<String, Object> week = new LinkedHashMap<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            week.put(
                    day.name().toLowerCase(Locale.ROOT), statistics.week().get(day.getValue() - 1));
        }
        all.put("week", week);
        all.put("months", months());
        all.put("answers", answers());
        all.put("busiest", statistics.busiest().stream().map(this::conversation).toList());
        return all;
    }

    private static void put(Map<String, Object> map, String key, Optional<String> value) {
        value.ifPresent(given -> map.put(key, given));
    }

    private String time(Instant at) {
        return OffsetDateTime.ofInstant(at, statistics.period().zone())
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }

    private static Map<String, Object> person(PersonCount person) {
        PersonCount.Said said = person.said();
        PersonCount.Turns turns = person.turns();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("name", person.name());
        all.put("messages", said.messages());
        all.put("message_share", said.messagesPerMille() / 1000.0);
        all.put("words", said.words());
        all.put("word_share", said.wordsPerMille() / 1000.0);
        all.put("media", said.media());
        all.put("forwards", said.forwards());
        Map<String, Object> lengths = new LinkedHashMap<>();
        for (int i = 0; i < Lengths.LABELS.size(); i++) {
            lengths.put(Lengths.LABELS.get(i).replace('–', '-'), person.lengths().buckets().get(i));
        }
        all.put("lengths", lengths);
        all.put("median_length", person.lengths().median());
        all.put("longest", person.lengths().longest());
        all.put("turns", turns.turns());
        all.put("bursts", turns.bursts());
        all.put("messages_a_turn", Math.round(1000 * turns.mean()) / 1000.0);
        all.put("longest_burst", turns.longestBurst());
        all.put("conversations_started", turns.started());
        all.put("emoji", said.emoji());
        Map<String, Object> emoji = new LinkedHashMap<>();
        person.emoji().forEach(used -> emoji.put(used.emoji(), used.count()));
        all.put("most_used_emoji", emoji);
        return all;
    }

    private Map<String, Object> months() {
        Map<String, Object> months = new LinkedHashMap<>();
        statistics.months().forEach((month, counts) -> months.put(month.toString(), named(counts)));
        return months;
    }

    private Map<String, Object> named(List<Long> counts) {
        Map<String, Object> named = new LinkedHashMap<>();
        for (int i = 0; i < counts.size(); i++) {
            if (counts.get(i) > 0) {
                named.put(name(i), counts.get(i));
            }
        }
        return named;
    }

    private String name(int place) {
        return statistics.people().get(place).name();
    }

    private List<Map<String, Object>> answers() {
        List<Map<String, Object>> answers = new ArrayList<>();
        for (int i = 0; i < statistics.answers().size(); i++) {
            String who = name(i);
            statistics
                    .answers()
                    .get(i)
                    .forEach(
                            (whom, count) ->
                                    answers.add(
                                            ordered(
                                                    "who",
                                                    who,
                                                    "whom",
                                                    name(whom),
                                                    "count",
                                                    count)));
        }
        return answers;
    }

    private Map<String, Object> conversation(BusyConversation busy) {
        Map<String, Object> by = new LinkedHashMap<>();
        busy.by().forEach(part -> by.put(part.name(), part.messages()));
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("from", time(busy.from()));
        all.put("to", time(busy.to()));
        all.put("messages", busy.messages());
        all.put("platform", busy.platform().key());
        all.put("by", by);
        return all;
    }

    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> ordered = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            ordered.put(keysAndValues[i].toString(), keysAndValues[i + 1]);
        }
        return ordered;
    }
}
