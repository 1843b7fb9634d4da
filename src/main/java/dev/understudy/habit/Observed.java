package dev.understudy.habit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What was seen of one person. Memory: about 1.5 KB, and an entry for each person they answered.
final class Observed {
    static final int HOURS = 24;
    static final int LONGEST_BURST = 12;

    /// The person's number.
    final int number;

    final long[] hours = new long[HOURS];
    final long[] bursts = new long[LONGEST_BURST];
    final long[] delays = new long[Waits.STEPS];
    final long[] gaps = new long[Waits.STEPS];
    final List<Room> rooms = new ArrayList<>();
    private final Map<Integer, Long> answered = new HashMap<>();
    long started;
    long named;
    long answeredWhenNamed;
    long answeredQuestions;

    Observed(int number) {
        this.number = number;
    }

    void answers(int whom, Duration after) {
        answered.merge(whom, 1L, Long::sum);
        delays[Waits.step(after)]++;
    }

    void takesTurn(int messages) {
        bursts[Math.min(messages, LONGEST_BURST) - 1]++;
    }

    long answersTo(int whom) {
        return answered.getOrDefault(whom, 0L);
    }

    long answersToAll() {
        return answered.values().stream().mapToLong(Long::longValue).sum();
    }

    /// About how many turns of `whom` they could have answered.
    long turnsHeardOf(int whom) {
        return Math.round(
                rooms.stream().mapToDouble(room -> room.turnsHeardBy(number, whom)).sum());
    }

    long turnsHeard() {
        return rooms.stream().mapToLong(room -> room.turnsHeardBy(number)).sum();
    }

    long questionsHeard() {
        return rooms.stream().mapToLong(room -> room.questionsHeardBy(number)).sum();
    }
}
