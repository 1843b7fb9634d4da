package dev.understudy.corpus.conversation;

import dev.understudy.chat.SpeakerName;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// Draws whole conversations in which, taken together, everyone says about as much: so that a test
/// judges each clone on as much text. Of nobody more than half is wanted.
///
/// Memory: a few numbers for each conversation; none where nothing is wanted. One thread.
final class TestShare {
    private final double share;
    private final List<SortedMap<SpeakerName, Long>> said = new ArrayList<>();
    private final SortedMap<SpeakerName, Long> totals = new TreeMap<>();

    /// @param share of all characters; 0 draws nothing
    TestShare(double share) {
        this.share = share;
    }

    /// Notes the next conversation of the source.
    void add(Conversation conversation) {
        if (share > 0) {
            SortedMap<SpeakerName, Long> each = conversation.charactersOfEach();
            said.add(each);
            each.forEach((speaker, characters) -> totals.merge(speaker, characters, Long::sum));
        }
    }

    /// The conversations drawn, in an order of chance: each that brings everyone nearer to their
    /// part of the share.
    ///
    /// @param taken those that are kept for something else
    BitSet draw(BitSet taken, RandomGenerator random) {
        BitSet drawn = new BitSet();
        Map<SpeakerName, Double> wanted = wanted();
        List<Integer> deck = new ArrayList<>();
        for (int i = 0; i < said.size(); i++) {
            if (!taken.get(i)) {
                deck.add(i);
            }
        }
        while (!deck.isEmpty()) {
            Collections.swap(deck, random.nextInt(deck.size()), deck.size() - 1);
            int conversation = deck.removeLast();
            if (gain(wanted, said.get(conversation)) > 0) {
                drawn.set(conversation);
                said.get(conversation)
                        .forEach(
                                (who, characters) ->
                                        wanted.merge(who, -1.0 * characters, Double::sum));
            }
        }
        return drawn;
    }

    private Map<SpeakerName, Double> wanted() {
        long all = totals.values().stream().mapToLong(Long::longValue).sum();
        double each = totals.isEmpty() ? 0 : share * all / totals.size();
        Map<SpeakerName, Double> wanted = new TreeMap<>();
        totals.forEach((speaker, total) -> wanted.put(speaker, Math.min(each, total / 2.0)));
        return wanted;
    }

    /// By how much everyone together would be nearer to what is wanted of them.
    private static double gain(Map<SpeakerName, Double> wanted, Map<SpeakerName, Long> said) {
        double gain = 0;
        for (Map.Entry<SpeakerName, Long> one : said.entrySet()) {
            double open = wanted.getOrDefault(one.getKey(), 0.0);
            gain += Math.abs(open) - Math.abs(open - one.getValue());
        }
        return gain;
    }
}
