package dev.understudy.habit;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// Who spoke how often in one channel. Whoever never did is taken not to be there, and everyone
/// else to have come when they first did.
final class Room {
    /// How many turns somebody took, how many of them were questions to everyone, and how many of
    /// both the room had seen when they came.
    private static final class Taken {
        private final long turnsBefore;
        private final long questionsBefore;
        private long turns;
        private long questions;

        Taken(long turnsBefore, long questionsBefore) {
            this.turnsBefore = turnsBefore;
            this.questionsBefore = questionsBefore;
        }
    }

    private final Map<Integer, Taken> byWhom = new HashMap<>();
    private long turns;
    private long questions;

    /// Counts a turn that has ended; whether it is the speaker's first here.
    boolean count(int speaker, boolean question) {
        // The turn before the first was heard too: it may be what they answered.
        Taken taken =
                byWhom.computeIfAbsent(
                        speaker,
                        _ -> new Taken(Math.max(0, turns - 1), Math.max(0, questions - 1)));
        taken.turns++;
        turns++;
        if (question) {
            taken.questions++;
            questions++;
        }
        return taken.turns == 1;
    }

    /// Turns of all others since `listener` came, who is here.
    long turnsHeardBy(int listener) {
        Taken own = of(listener);
        return turns - own.turnsBefore - own.turns;
    }

    /// Questions of all others since `listener` came, who is here.
    long questionsHeardBy(int listener) {
        Taken own = of(listener);
        return questions - own.questionsBefore - own.questions;
    }

    /// About how many turns of `whom` there were since `listener` came, who is here: the share of
    /// theirs that it is of everyone's. Counting it would take a number for each pair in each room.
    double turnsHeardBy(int listener, int whom) {
        Taken taken = byWhom.get(whom);
        long others = turns - of(listener).turns;
        return taken == null || others == 0
                ? 0
                : (double) taken.turns * turnsHeardBy(listener) / others;
    }

    private Taken of(int listener) {
        return Objects.requireNonNull(byWhom.get(listener));
    }
}
