package dev.understudy.likeness.measuring;

import dev.understudy.chat.Circle;
import dev.understudy.chat.SpeakerName;
import dev.understudy.clone.ModelCard;
import dev.understudy.clone.Speaker;
import dev.understudy.corpus.Corpus;
import dev.understudy.library.ModelFolder;
import dev.understudy.likeness.Canaries;
import dev.understudy.likeness.Faults;
import dev.understudy.likeness.Faults.Pair;
import dev.understudy.likeness.Foreseen;
import dev.understudy.likeness.Friend;
import dev.understudy.likeness.Likeness;
import dev.understudy.likeness.LikenessSettings;
import dev.understudy.likeness.Share;
import dev.understudy.likeness.held.Copies;
import dev.understudy.likeness.held.HeldOut;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Measures models on what one corpus held out. What is known without a model is learnt once, for
/// all models that are compared. One thread.
public final class LikenessMeasure {
    private static final Foreseen NOTHING = new Foreseen(0, 0, 0, 0);

    private final Corpus corpus;
    private final LikenessSettings settings;
    private final HeldOut held;
    private final Copies copies;
    private final Attributing attributing;

    /// Reads `corpus`. Throws UserError when nobody answers anybody in its validation part.
    public LikenessMeasure(Corpus corpus, LikenessSettings settings) {
        this.corpus = corpus;
        this.settings = settings;
        held = HeldOut.of(corpus, settings);
        copies = Copies.of(held.learnt(), settings.copiedWords());
        attributing = new Attributing(held, settings);
    }

    /// The likeness of the model in `folder`.
    ///
    /// Throws UserError when it or `base` is not whole, when its scores are no numbers, or when it
    /// plays none of the friends.
    ///
    /// @param base the model that it was made of, before it knew any friend
    /// @param planted what was planted among what it learnt
    public Likeness of(
            ModelFolder folder, Optional<ModelFolder> base, Canaries planted, Stages stages) {
        Trial trial = trial(folder, settings, planted, stages);
        Optional<ModelFolder> asked = base.filter(_ -> settings.baseReplies() > 0);
        Optional<List<List<String>>> strangers =
                asked.map(one -> strangers(one, trial.friends(), stages));
        return likeness(folder.name(), trial, strangers, asked.map(ModelFolder::name));
    }

    /// The likeness of the model in `folder` as far as another is compared with it: it is not asked
    /// for canaries, nor who said what. Throws as the other.
    public Likeness compared(ModelFolder folder, Stages stages) {
        Trial trial = trial(folder, settings.forComparison(), Canaries.NONE, stages);
        return likeness(folder.name(), trial, Optional.empty(), Optional.empty());
    }

    private Trial trial(
            ModelFolder folder, LikenessSettings asked, Canaries planted, Stages stages) {
        try (Loaded model = Loaded.from(folder, stranger())) {
            return new Trying(model, held, asked, stages).all(corpus, planted);
        }
    }

    /// The likeness of a model that is loaded already.
    Likeness of(Loaded model, Canaries planted) {
        Trial trial = new Trying(model, held, settings, Stages.NONE).all(corpus, planted);
        return likeness(model.name(), trial, Optional.empty(), Optional.empty());
    }

    /// What a model says that knows no friend.
    private List<List<String>> strangers(
            ModelFolder base, List<SpeakerName> friends, Stages stages) {
        try (Loaded model = Loaded.from(base, stranger())) {
            return new Trying(model, held, settings, stages)
                    .answers(friends, settings.baseReplies(), "asking " + base.name()).stream()
                            .map(Answers::texts)
                            .toList();
        }
    }

    /// The card of a model that has none: it could play anybody.
    private ModelCard stranger() {
        List<Speaker> speakers =
                held.friends().stream().map(name -> new Speaker(name, name.text(), 0)).toList();
        return new ModelCard(
                ModelCard.FORMAT_VERSION,
                new Circle("nobody"),
                speakers,
                "",
                0,
                "",
                Optional.empty(),
                Map.of(),
                Instant.EPOCH);
    }

    private Likeness likeness(
            String model,
            Trial trial,
            Optional<List<List<String>>> strangers,
            Optional<String> base) {
        return new Likeness(
                Likeness.FORMAT,
                model,
                corpus.card().validation().sha256(),
                settings,
                trial.whole(),
                friends(trial),
                trial.whoSaidIt(),
                attributing.of(trial.friends(), trial.replies(), strangers),
                faults(trial),
                base);
    }

    private List<Friend> friends(Trial trial) {
        Mannerisms mannerisms = new Mannerisms(held);
        List<Friend> friends = new ArrayList<>();
        for (int i = 0; i < trial.friends().size(); i++) {
            SpeakerName name = trial.friends().get(i);
            List<String> texts = trial.answers().get(i).texts();
            friends.add(
                    new Friend(
                            name,
                            held.learnt().stream()
                                    .filter(turn -> turn.speaker().equals(name))
                                    .count(),
                            held.turns(name).size(),
                            texts.size(),
                            trial.words().getOrDefault(name, NOTHING),
                            mannerisms.of(name, texts)));
        }
        return friends;
    }

    private Faults faults(Trial trial) {
        List<List<String>> replies = trial.replies();
        List<List<String>> real = trial.friends().stream().map(attributing::real).toList();
        return new Faults(
                trial.answers().stream().map(Answers::empty).reduce(Share.NONE, Share::plus),
                pair(replies, real, Repetition::repeating),
                pair(replies, real, Repetition::looping),
                pair(replies, real, this::copying),
                trial.canaries(),
                Repetition.variety(flat(replies), flat(real)));
    }

    private static Pair pair(
            List<List<String>> replies,
            List<List<String>> real,
            Function<List<String>, Share> counting) {
        return new Pair(sum(replies, counting), sum(real, counting));
    }

    private static Share sum(List<List<String>> texts, Function<List<String>, Share> counting) {
        return texts.stream().map(counting).reduce(Share.NONE, Share::plus);
    }

    private Share copying(List<String> texts) {
        return new Share(texts.stream().filter(copies::isIn).count(), texts.size());
    }

    private static List<String> flat(List<List<String>> texts) {
        return texts.stream().flatMap(List::stream).toList();
    }
}
