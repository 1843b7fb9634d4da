package dev.understudy.likeness.measuring;

import dev.understudy.chat.SpeakerName;
import dev.understudy.clone.Speaker;
import dev.understudy.corpus.Corpus;
import dev.understudy.evaluation.Loss;
import dev.understudy.evaluation.Losses;
import dev.understudy.evaluation.Passage;
import dev.understudy.likeness.Canaries;
import dev.understudy.likeness.Foreseen;
import dev.understudy.likeness.LikenessSettings;
import dev.understudy.likeness.Share;
import dev.understudy.likeness.WhoSaidIt;
import dev.understudy.likeness.held.HeldOut;
import dev.understudy.likeness.held.Moment;
import dev.understudy.settings.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Tries one model on what was held out. One thread.
final class Trying {
    private final Loaded model;
    private final HeldOut held;
    private final LikenessSettings settings;
    private final Stages stages;

    Trying(Loaded model, HeldOut held, LikenessSettings settings, Stages stages) {
        this.model = model;
        this.held = held;
        this.settings = settings;
        this.stages = stages;
    }

    /// All that is asked of a model. Throws UserError when it plays nobody who is held out.
    Trial all(Corpus corpus, Canaries planted) {
        List<SpeakerName> friends = friends();
        Passage passage = Passage.ofValidation(corpus, model.text().tokenizer());
        stages.begins("measuring losses", passage.measured(), "tokens");
        Losses losses = passage.measure(model.losses(), model.contextLength(), stages::reaches);
        List<Answers> answers = answers(friends, settings.replies(), "asking clones");
        boolean names = friends.size() > 1 && settings.whoSaidItTurns() > 0;
        Optional<WhoSaidIt> whoSaidIt =
                names
                        ? Optional.of(
                                new UnderEachName(model, friends, held, settings.whoSaidItTurns())
                                        .measure(stages))
                        : Optional.empty();
        Share canaries = new Extraction(model, friends, settings.sampling()).of(planted, stages);
        return new Trial(
                friends,
                foreseen(losses.all(), passage.size()),
                words(passage, losses),
                answers,
                whoSaidIt,
                canaries);
    }

    /// Those whom the model plays.
    private List<SpeakerName> friends() {
        Set<SpeakerName> played =
                model.voice().card().speakers().stream()
                        .map(Speaker::name)
                        .collect(Collectors.toSet());
        List<SpeakerName> friends = held.friends().stream().filter(played::contains).toList();
        if (friends.isEmpty()) {
            throw new UserError(
                    "The model " + model.name() + " plays nobody of this validation text.",
                    "Measure it on the corpus of its own circle.");
        }
        return friends;
    }

    /// What the clones of `friends` say at some moments.
    List<Answers> answers(List<SpeakerName> friends, int each, String name) {
        int all = friends.stream().mapToInt(one -> held.moments(one, each).size()).sum();
        stages.begins(name, all, "replies");
        List<Answers> answers = new ArrayList<>();
        int[] done = {0};
        for (SpeakerName friend : friends) {
            List<Moment> moments = held.moments(friend, each);
            int place = held.friends().indexOf(friend);
            answers.add(
                    Answers.ask(
                            model.voice(),
                            friend,
                            moments,
                            Answers.seeded(settings.sampling(), place),
                            _ -> stages.reaches(++done[0])));
        }
        return answers;
    }

    private static Map<SpeakerName, Foreseen> words(Passage passage, Losses losses) {
        List<SpeakerName> names = passage.whose().names();
        Map<SpeakerName, Foreseen> words = new TreeMap<>();
        losses.speakers()
                .forEach(
                        (name, loss) -> {
                            Passage.Size size = passage.sizes().get(names.indexOf(name) + 1);
                            words.put(name, foreseen(loss, size));
                        });
        return words;
    }

    private static Foreseen foreseen(Loss loss, Passage.Size size) {
        return new Foreseen(loss.nats(), loss.tokens(), size.characters(), size.bytes());
    }
}
