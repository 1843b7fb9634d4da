package dev.understudy.habit;

import java.util.HashMap;
import java.util.Map;

/// Who spoke how often in one channel. Whoever never did is taken not to be there.
final class Room {
    /// How many turns somebody took, and how many of them were questions to everyone.
    private static final class Taken {
        private long turns;
        private long questions;
    }

    private final Map<Integer, Taken> byWhom = new HashMap<>();
    private long turns;
    private long questions;

    /// Counts a turn that has ended; whether it is the speaker's first here.
    boolean count(int speaker, boolean question) {
        Taken taken = byWhom.computeIfAbsent(speaker, _ -> new Taken());
        taken.turns++;
        turns++;
        if (question) {
            taken.questions++;
            questions++;
        }
        return taken.turns == 1;
    }

    long turnsOf(int speaker) {
        Taken taken = byWhom.get(speaker);
        return taken == null ? 0 : taken.turns;
    }

    /// Turns of all but `listener`.
    long turnsHeardBy(int listener) {
        return turns - turnsOf(listener);
    }

    /// Questions of all but `listener`.
    long questionsHeardBy(int listener) {
        Taken own = byWhom.get(listener);
        return questions - (own == null ? 0 : own.questions);
    }
}
