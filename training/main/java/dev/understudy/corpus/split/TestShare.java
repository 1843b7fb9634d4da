package dev.understudy.corpus.split;

import dev.understudy.chat.SpeakerName;
import dev.understudy.corpus.conversation.Conversation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// Draws whole conversations in which, taken together, everyone says about as much as whole
/// conversations allow: so that a test judges each clone on as much text as can be.
///
/// Memory: a few numbers for each conversation; none where nothing is wanted. One thread.
final class TestShare {
    /// Of nobody more than this part is kept from training.
    private static final double MOST_OF_ONE = 0.5;

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
            merge(totals, each);
        }
    }

    private static void merge(Map<SpeakerName, Long> sums, Map<SpeakerName, Long> each) {
        each.forEach((speaker, characters) -> sums.merge(speaker, characters, Long::sum));
    }

    private static long sum(Map<SpeakerName, Long> each) {
        return each.values().stream().mapToLong(Long::longValue).sum();
    }

    /// The conversations drawn: whoever has the least so far is next, with one of theirs by chance,
    /// as long as it fits into the share.
    ///
    /// @param taken those that are kept for something else
    BitSet draw(BitSet taken, RandomGenerator random) {
        BitSet drawn = new BitSet();
        double room = share * sum(totals);
        SortedMap<SpeakerName, Long> have = new TreeMap<>();
        Map<SpeakerName, Deque<Integer>> decks = decks(taken, random);
        totals.keySet().forEach(speaker -> have.put(speaker, 0L));
        while (!decks.isEmpty()) {
            SpeakerName next =
                    Collections.min(
                            decks.keySet(),
                            Comparator.comparing(
                                    (SpeakerName speaker) -> have.getOrDefault(speaker, 0L)));
            Deque<Integer> deck = decks.getOrDefault(next, new ArrayDeque<>());
            if (deck.isEmpty()) {
                decks.remove(next);
                continue;
            }
            int conversation = deck.removeLast();
            SortedMap<SpeakerName, Long> each = said.get(conversation);
            if (!drawn.get(conversation) && sum(have) + sum(each) <= room && spares(have, each)) {
                drawn.set(conversation);
                merge(have, each);
            }
        }
        return drawn;
    }

    /// Each one's conversations, shuffled.
    private SortedMap<SpeakerName, Deque<Integer>> decks(BitSet taken, RandomGenerator random) {
        List<Integer> free = new ArrayList<>();
        for (int i = 0; i < said.size(); i++) {
            if (!taken.get(i)) {
                free.add(i);
            }
        }
        SortedMap<SpeakerName, Deque<Integer>> decks = new TreeMap<>();
        while (!free.isEmpty()) {
            Collections.swap(free, random.nextInt(free.size()), free.size() - 1);
            int conversation = free.removeLast();
            said.get(conversation)
                    .keySet()
                    .forEach(
                            speaker ->
                                    decks.computeIfAbsent(speaker, _ -> new ArrayDeque<>())
                                            .add(conversation));
        }
        return decks;
    }

    /// Whether enough of everyone stays for training.
    private boolean spares(Map<SpeakerName, Long> have, Map<SpeakerName, Long> each) {
        return each.entrySet().stream()
                .allMatch(
                        one ->
                                have.getOrDefault(one.getKey(), 0L) + one.getValue()
                                        <= MOST_OF_ONE * totals.getOrDefault(one.getKey(), 0L));
    }
}
