package dev.understudy.statistics.page;

import dev.understudy.statistics.Lengths;
import dev.understudy.statistics.Statistics;
import java.util.List;
import java.util.stream.IntStream;

/// How long everyone's messages are.
record LengthColumns(Statistics statistics) {
    String html() {
        List<Columns.Column> columns =
                IntStream.range(0, Lengths.LABELS.size())
                        .mapToObj(
                                bucket ->
                                        new Columns.Column(
                                                Lengths.LABELS.get(bucket), List.of(sum(bucket))))
                        .toList();
        return new Columns("lengths", "Messages by their words", List.of("Messages"), columns)
                .html();
    }

    private long sum(int bucket) {
        return statistics.people().stream()
                .mapToLong(person -> person.lengths().buckets().get(bucket))
                .sum();
    }
}
