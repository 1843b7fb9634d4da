package dev.understudy.likeness.measuring;

import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Turn;
import dev.understudy.likeness.Style;
import dev.understudy.likeness.held.HeldOut;
import dev.understudy.likeness.style.Manner;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Compares how clones write with how their friends do.
///
/// Histograms of few turns differ by chance, so the friends' turns are dealt into two halves: as
/// many of one half as there are replies stand beside the other half just as the replies do.
record Mannerisms(HeldOut held) {
    /// Fewer than this say nothing.
    private static final int LEAST = 10;

    /// As many of the newest turns as matter where held-out ones are too few.
    private static final int LEARNT = 400;

    /// The manner of `texts` of the clone of `friend`; empty where there are too few.
    Optional<Style> of(SpeakerName friend, List<String> texts) {
        List<Turn> heldOut = held.turns(friend);
        boolean learnt = heldOut.size() < 2 * Math.max(LEAST, texts.size());
        List<Turn> real = learnt ? newest(friend) : heldOut;
        int size = Math.min(texts.size(), real.size() / 2);
        if (size < LEAST) {
            return Optional.empty();
        }
        Manner other = Manner.of(half(real, 1));
        Manner same = Manner.of(HeldOut.spread(half(real, 0), size));
        Manner clone = Manner.of(HeldOut.spread(texts, size));
        return Optional.of(new Style(clone.to(other), same.to(other), size, learnt));
    }

    private List<Turn> newest(SpeakerName friend) {
        List<Turn> turns =
                held.learnt().stream().filter(turn -> turn.speaker().equals(friend)).toList();
        return turns.subList(Math.max(0, turns.size() - LEARNT), turns.size());
    }

    private static List<String> half(List<Turn> turns, int first) {
        return IntStream.range(0, turns.size())
                .filter(i -> i % 2 == first)
                .mapToObj(i -> turns.get(i).text())
                .toList();
    }
}
