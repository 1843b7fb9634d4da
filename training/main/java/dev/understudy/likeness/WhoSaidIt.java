package dev.understudy.likeness;

import dev.understudy.chat.SpeakerName;
import java.util.List;

/// How well each friend's words are foreseen under everybody's name.
///
/// @param names whose, and under whose name
/// @param perplexities a row for each friend's words, a column for each name over them
/// @param right of each friend's turns, those that their own name foresees best
public record WhoSaidIt(
        List<SpeakerName> names, List<List<Double>> perplexities, List<Share> right) {
    public WhoSaidIt {
        names = List.copyOf(names);
        perplexities = perplexities.stream().map(List::copyOf).toList();
        right = List.copyOf(right);
        int size = names.size();
        if (perplexities.size() != size
                || right.size() != size
                || perplexities.stream().anyMatch(row -> row.size() != size)) {
            throw new IllegalArgumentException("no square of " + size + " names");
        }
    }

    /// Of all turns, those that the right name foresees best.
    public Share rightOfAll() {
        return right.stream().reduce(Share.NONE, Share::plus);
    }
}
