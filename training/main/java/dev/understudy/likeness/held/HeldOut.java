package dev.understudy.likeness.held;

import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Transcript;
import dev.understudy.chat.Turn;
import dev.understudy.corpus.Corpus;
import dev.understudy.corpus.CorpusText;
import dev.understudy.corpus.split.Part;
import dev.understudy.likeness.LikenessSettings;
import dev.understudy.settings.UserError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A corpus as conversations again: what was learnt from, and the friends' moments in what was not.
///
/// @param learnt turns of the training part, oldest first
/// @param conversations of the validation part
/// @param moments of each friend that is looked at, by name, oldest first; never none
public record HeldOut(
        List<Turn> learnt,
        List<List<Turn>> conversations,
        SortedMap<SpeakerName, List<Moment>> moments) {
    /// More turns than any model reads at once.
    private static final int MEMORY = 256;

    public HeldOut {
        learnt = List.copyOf(learnt);
        conversations = conversations.stream().map(List::copyOf).toList();
        moments = Collections.unmodifiableSortedMap(new TreeMap<>(moments));
    }

    /// What `corpus` holds for the friends with the most held-out turns. Throws UserError when
    /// nobody answers anybody in its validation part.
    public static HeldOut of(Corpus corpus, LikenessSettings settings) {
        CorpusText text = new CorpusText(corpus);
        List<Turn> learnt = new ArrayList<>();
        for (String document : text.documents(Part.TRAIN)) {
            learnt.addAll(Transcript.parse(document));
        }
        List<List<Turn>> conversations =
                text.documents(Part.VALIDATION).stream().map(Transcript::parse).toList();
        Set<SpeakerName> known = learnt.stream().map(Turn::speaker).collect(Collectors.toSet());
        SortedMap<SpeakerName, List<Moment>> all = moments(conversations);
        all.keySet().retainAll(known);
        if (all.isEmpty()) {
            throw new UserError(
                    "In the validation part of this corpus nobody whom it knows answers anybody.",
                    "Import more messages, or train with a larger --validation-share.");
        }
        SortedMap<SpeakerName, List<Moment>> chosen = new TreeMap<>();
        all.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> -entry.getValue().size()))
                .limit(settings.friends())
                .forEach(entry -> chosen.put(entry.getKey(), entry.getValue()));
        return new HeldOut(learnt, conversations, chosen);
    }

    private static SortedMap<SpeakerName, List<Moment>> moments(List<List<Turn>> conversations) {
        SortedMap<SpeakerName, List<Moment>> moments = new TreeMap<>();
        for (List<Turn> turns : conversations) {
            for (int i = 1; i < turns.size(); i++) {
                Turn said = turns.get(i);
                moments.computeIfAbsent(said.speaker(), _ -> new ArrayList<>())
                        .add(new Moment(turns.subList(Math.max(0, i - MEMORY), i), said));
            }
        }
        return moments;
    }

    /// The friends, by name.
    public List<SpeakerName> friends() {
        return List.copyOf(moments.keySet());
    }

    /// At most `count` of somebody's moments, spread evenly.
    public List<Moment> moments(SpeakerName friend, int count) {
        return spread(moments.getOrDefault(friend, List.of()), count);
    }

    /// The newest turns that the friends were learnt from, at most `each` of everyone's.
    public List<Turn> learnt(int each) {
        Map<SpeakerName, Integer> taken = new TreeMap<>();
        List<Turn> newest = new ArrayList<>();
        for (Turn turn : learnt.reversed()) {
            if (moments.containsKey(turn.speaker())
                    && taken.merge(turn.speaker(), 1, Integer::sum) <= each) {
                newest.add(turn);
            }
        }
        return newest.reversed();
    }

    /// All that `friend` says in the validation part.
    public List<Turn> turns(SpeakerName friend) {
        return conversations.stream()
                .flatMap(List::stream)
                .filter(turn -> turn.speaker().equals(friend))
                .toList();
    }

    /// At most `count` of `all`, at even distances, in their order.
    public static <T> List<T> spread(List<T> all, int count) {
        int size = Math.min(count, all.size());
        List<T> chosen = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            chosen.add(all.get((int) ((long) i * all.size() / size)));
        }
        return chosen;
    }
}
