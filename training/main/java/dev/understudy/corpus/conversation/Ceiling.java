package dev.understudy.corpus.conversation;

import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Turn;
import dev.understudy.settings.UserError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Keeps one loud friend from drowning the rest: of whoever has said more than a share of all that
/// is kept, only the newest turns stay.
///
/// Memory: a few numbers for each speaker of each conversation. One thread.
public final class Ceiling {
    private final double share;
    private final Map<SpeakerName, List<Share>> parts = new TreeMap<>();
    private final Map<SpeakerName, Oldest> cuts = new HashMap<>();
    private int conversations;
    private long cutTurns;

    /// What one person said in one conversation.
    private record Share(Place place, long characters) {}

    /// A conversation's place in time.
    ///
    /// @param index position in the source, which settles equal times
    private record Place(Instant from, int index) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            return Comparator.comparing(Place::from)
                    .thenComparingInt(Place::index)
                    .compare(this, other);
        }
    }

    /// The oldest conversation in which turns of a person stay.
    ///
    /// @param skipped how many characters of theirs in it do not
    private record Oldest(Place place, long skipped) {
        boolean keeps(Place turns, long before) {
            int later = turns.compareTo(place);
            return later > 0 || (later == 0 && before >= skipped);
        }
    }

    /// @param share above 0; 1 cuts nothing
    public Ceiling(double share) {
        this.share = share;
    }

    /// Notes the next conversation of the source.
    public void add(Conversation conversation) {
        Place place = new Place(conversation.span().from(), conversations++);
        conversation
                .charactersOfEach()
                .forEach(
                        (speaker, characters) ->
                                parts.computeIfAbsent(speaker, _ -> new ArrayList<>())
                                        .add(new Share(place, characters)));
    }

    /// Decides, once all conversations are known. Throws UserError when there are too few people
    /// for so low a ceiling.
    public void decide() {
        long allowed = allowance(parts.values().stream().map(Ceiling::sum).toList());
        parts.forEach(
                (speaker, said) -> {
                    if (sum(said) > allowed) {
                        cuts.put(speaker, oldest(said, allowed));
                    }
                });
        parts.clear();
    }

    private static long sum(List<Share> parts) {
        return parts.stream().mapToLong(Share::characters).sum();
    }

    /// How much each may have said, so that `share` of what all then have said is no less.
    private long allowance(List<Long> totals) {
        if (share * totals.size() < 1 && !totals.isEmpty()) {
            throw new UserError(
                    "corpus.ceiling is %s, but %d people speak: one of them has more than that."
                            .formatted(share, totals.size()),
                    "Choose a ceiling of 1/%d or more.".formatted(totals.size()));
        }
        List<Long> loudestFirst = totals.stream().sorted(Comparator.reverseOrder()).toList();
        long rest = totals.stream().mapToLong(Long::longValue).sum();
        double allowed = share * rest;
        int over = 0;
        while (over < totals.size() && loudestFirst.get(over) > allowed) {
            rest -= loudestFirst.get(over++);
            double left = 1 - share * over;
            allowed = left > 0 ? share * rest / left : loudestFirst.getLast();
        }
        return Math.round(allowed);
    }

    private static Oldest oldest(List<Share> said, long allowed) {
        List<Share> newestFirst =
                said.stream().sorted(Comparator.comparing(Share::place).reversed()).toList();
        long left = allowed;
        for (Share part : newestFirst) {
            if (part.characters > left) {
                return new Oldest(part.place, part.characters - left);
            }
            left -= part.characters;
        }
        throw new IllegalStateException("said no more than allowed");
    }

    /// A sink that hands on to `sink` what stays of every conversation of the source; each reading
    /// takes a new one.
    public Consumer<Conversation> cutting(Consumer<Conversation> sink) {
        cutTurns = 0;
        return new Consumer<>() {
            private int index;

            @Override
            public void accept(Conversation conversation) {
                Place place = new Place(conversation.span().from(), index++);
                rest(conversation, place).ifPresent(sink);
            }
        };
    }

    private Optional<Conversation> rest(Conversation whole, Place place) {
        Map<SpeakerName, Long> before = new HashMap<>();
        List<Turn> rest = new ArrayList<>();
        for (Turn turn : whole.turns()) {
            Oldest oldest = cuts.get(turn.speaker());
            long said = before.getOrDefault(turn.speaker(), 0L);
            if (oldest == null || oldest.keeps(place, said)) {
                rest.add(turn);
            } else {
                cutTurns++;
            }
            before.put(turn.speaker(), said + Conversation.characters(turn));
        }
        return rest.isEmpty()
                ? Optional.empty()
                : Optional.of(new Conversation(whole.span(), rest));
    }

    /// How many turns the last reading left out.
    public long cutTurns() {
        return cutTurns;
    }
}
