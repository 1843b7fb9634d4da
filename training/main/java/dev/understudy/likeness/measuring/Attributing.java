package dev.understudy.likeness.measuring;

import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Turn;
import dev.understudy.likeness.Attribution;
import dev.understudy.likeness.Attribution.Tally;
import dev.understudy.likeness.LikenessSettings;
import dev.understudy.likeness.Share;
import dev.understudy.likeness.VoiceClassifier;
import dev.understudy.likeness.held.HeldOut;
import dev.understudy.likeness.held.MarkovChain;
import dev.understudy.likeness.held.Moment;
import dev.understudy.sampling.Sampling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Gives lines to friends, by what the friends wrote in the training part.
final class Attributing {
    /// Words that a chain looks back: with two, what it says is nearly a quotation.
    private static final int ORDER = 1;

    private final HeldOut held;
    private final LikenessSettings settings;
    private final List<Turn> learnt;
    private final VoiceClassifier classifier;

    Attributing(HeldOut held, LikenessSettings settings) {
        this.held = held;
        this.settings = settings;
        learnt = held.learnt(settings.learntTurns());
        classifier = VoiceClassifier.train(learnt);
    }

    /// The lines of each source that are given to the right friend; empty where there is nobody to
    /// take them for.
    ///
    /// @param replies of each of the `friends`
    /// @param base the same of the base model
    Optional<Attribution> of(
            List<SpeakerName> friends,
            List<List<String>> replies,
            Optional<List<List<String>>> base) {
        if (held.friends().size() < 2) {
            return Optional.empty();
        }
        return Optional.of(
                new Attribution(
                        1.0 / held.friends().size(),
                        tally(friends, friends.stream().map(this::real).toList()),
                        tally(friends, replies),
                        tally(friends, friends.stream().map(this::chained).toList()),
                        base.map(texts -> tally(friends, texts))));
    }

    /// What `friend` said themselves at the moments that clones are asked at.
    List<String> real(SpeakerName friend) {
        return held.moments(friend, settings.replies()).stream()
                .map(Moment::said)
                .map(Turn::text)
                .toList();
    }

    /// As many lines of a Markov chain of what `friend` wrote.
    private List<String> chained(SpeakerName friend) {
        Stream<Turn> theirs = learnt.stream().filter(turn -> turn.speaker().equals(friend));
        MarkovChain chain = MarkovChain.of(theirs.toList(), ORDER);
        Sampling chance = Answers.seeded(settings.sampling(), held.friends().indexOf(friend));
        RandomGenerator random = chance.newRandom();
        return held.moments(friend, settings.replies()).stream()
                .map(_ -> chain.say(random))
                .toList();
    }

    private Tally tally(List<SpeakerName> friends, List<List<String>> texts) {
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < friends.size(); i++) {
            SpeakerName friend = friends.get(i);
            Share share = Share.NONE;
            for (String text : texts.get(i)) {
                share = share.with(classifier.likeliest(text).equals(friend));
            }
            shares.add(share);
        }
        return Tally.of(shares);
    }
}
