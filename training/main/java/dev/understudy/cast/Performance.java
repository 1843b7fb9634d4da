package dev.understudy.cast;

import dev.understudy.cast.PhraseBook.WordList;
import dev.understudy.cast.Scene.Move;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// One playing of a scene: words, once chosen, stay the same until it ends.
final class Performance {
    /// Acts that are not the speaker's own words, or not words alone.
    static final String FORWARD = "forward";

    static final String PHOTO = "photo";

    /// How somebody takes up what they were asked about.
    static final String ECHO = "echo";

    private final Cast cast;
    private final Moment moment;
    private final RandomGenerator random;
    private final Map<String, String> bound = new HashMap<>();
    private String topic = "";

    Performance(Cast cast, Moment moment, RandomGenerator random) {
        this.cast = cast;
        this.moment = moment;
        this.random = random;
    }

    /// When a scene is played.
    ///
    /// @param facts what holds: `friday`, `evening`, `winter`, `10-31`, `first` …
    /// @param week fixes the words that stay the same for a week
    record Moment(Set<String> facts, long week) {
        Moment {
            facts = Set.copyOf(facts);
        }
    }

    /// What one friend sends in one go.
    ///
    /// @param act what it does: `photo` and `forward` are more than words
    /// @param answers whether somebody else's turn came before it in the scene
    record Turn(Friend speaker, String act, List<String> messages, boolean answers) {
        Turn {
            messages = List.copyOf(messages);
        }
    }

    /// A move whose role has been filled.
    private record Cue(Friend speaker, String act, Optional<Friend> to) {}

    /// A name for the group.
    String title() {
        Friend anybody = cast.friends().getFirst();
        return word("title", anybody, anybody);
    }

    /// Plays `scene` with the friends that `roles` gives its roles. Moves of roles that nobody has
    /// are left out.
    List<Turn> play(Scene scene, Map<String, Friend> roles) {
        List<Cue> cues = cues(scene, roles);
        List<Turn> turns = new ArrayList<>();
        for (int i = 0; i < cues.size(); i++) {
            Cue cue = cues.get(i);
            Friend listener = cue.to().orElse(listener(cues, i));
            boolean answers = i > 0 && !cues.get(i - 1).speaker().equals(cue.speaker());
            turns.add(new Turn(cue.speaker(), cue.act(), say(cue, listener), answers));
        }
        return turns;
    }

    private List<Cue> cues(Scene scene, Map<String, Friend> roles) {
        List<Cue> cues = new ArrayList<>();
        boolean before = true;
        for (Move move : scene.moves()) {
            boolean happens = move.joined() ? before : random.nextInt(100) < move.chance();
            Friend speaker = roles.get(move.role());
            Optional<Friend> to = move.to().map(roles::get);
            before = happens && speaker != null && (move.to().isEmpty() || to.isPresent());
            if (before && speaker != null) {
                cues.add(new Cue(speaker, move.act(), to));
            }
        }
        return cues;
    }

    /// Who spoke last, or, for an opening, who speaks next.
    private Friend listener(List<Cue> cues, int index) {
        Friend speaker = cues.get(index).speaker();
        for (int before = index - 1; before >= 0; before--) {
            if (!cues.get(before).speaker().equals(speaker)) {
                return cues.get(before).speaker();
            }
        }
        for (int after = index + 1; after < cues.size(); after++) {
            if (!cues.get(after).speaker().equals(speaker)) {
                return cues.get(after).speaker();
            }
        }
        return other(speaker, speaker);
    }

    private Friend other(Friend one, Friend two) {
        List<Friend> others =
                cast.friends().stream().filter(f -> !f.equals(one) && !f.equals(two)).toList();
        return others.isEmpty() ? one : others.get(random.nextInt(others.size()));
    }

    private List<String> say(Cue cue, Friend listener) {
        Friend speaker = cue.speaker();
        String act = cue.act();
        if (act.endsWith("{you}")) {
            act = act.replace("{you}", listener.key());
        } else if (act.endsWith("{third}")) {
            act = act.replace("{third}", word("third", speaker, listener).toLowerCase(Locale.ROOT));
        }
        String before = topic;
        topic = "";
        String text = worded(speaker, act, listener);
        if (takesUp(before, text)) {
            bound.put("topic", before);
            text = worded(speaker, ECHO, listener) + " " + text;
        }
        List<String> draft =
                Arrays.stream(text.split(" / ", -1))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .toList();
        Manner manner = act.equals(FORWARD) ? Manner.CAREFUL : speaker.manner();
        return manner.send(draft, random);
    }

    /// Whether what was asked about is repeated before the answer: mostly, unless the answer does
    /// so.
    private boolean takesUp(String asked, String answer) {
        String start = answer.substring(0, Math.min(answer.length(), 24));
        return !asked.isEmpty()
                && !start.toLowerCase(Locale.ROOT).contains(asked.toLowerCase(Locale.ROOT))
                && random.nextInt(4) > 0;
    }

    private String worded(Friend speaker, String act, Friend listener) {
        List<Phrase> ways = ways(speaker, act);
        Phrase.Vocabulary vocabulary =
                new Phrase.Vocabulary() {
                    @Override
                    public String word(String name) {
                        return Performance.this.word(name, speaker, listener);
                    }

                    @Override
                    public void topic(String words) {
                        topic = words;
                    }
                };
        return ways.get(random.nextInt(ways.size())).worded(vocabulary, random);
    }

    private List<Phrase> ways(Friend speaker, String act) {
        return speaker.phrases()
                .ways(act)
                .or(() -> cast.common().ways(act))
                .orElseThrow(() -> new IllegalStateException(speaker.name() + " cannot do " + act));
    }

    private String word(String name, Friend speaker, Friend listener) {
        if (name.equals("you")) {
            return listener.name();
        }
        String known = bound.get(name);
        if (known != null) {
            return known;
        }
        if (name.equals("third")) {
            bound.put(name, other(speaker, listener).name());
            return bound.getOrDefault(name, "");
        }
        Optional<WordList> own = speaker.phrases().words(name, moment.facts());
        Optional<WordList> shared = cast.common().words(name, moment.facts());
        WordList list =
                own.or(() -> shared)
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                speaker.name() + " has no word for " + name));
        List<String> entry = list.entries().get(draw(list));
        if (shared.isEmpty()) {
            return entry.get(list.names().indexOf(name));
        }
        for (int i = 0; i < entry.size(); i++) {
            bound.put(list.names().get(i), entry.get(i));
        }
        return bound.getOrDefault(name, "");
    }

    private int draw(WordList list) {
        int size = list.entries().size();
        return list.scope().equals(PhraseBook.WEEKLY)
                ? (int) Math.floorMod(moment.week() * 7919 + list.names().hashCode(), (long) size)
                : random.nextInt(size);
    }
}
