package dev.understudy.judgement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.understudy.chat.SpeakerName;
import dev.understudy.clone.ModelCard.Gate;
import dev.understudy.clone.version.GateSettings;
import dev.understudy.likeness.Attribution;
import dev.understudy.likeness.Attribution.Tally;
import dev.understudy.likeness.Faults;
import dev.understudy.likeness.Faults.Pair;
import dev.understudy.likeness.Faults.Variety;
import dev.understudy.likeness.Foreseen;
import dev.understudy.likeness.Friend;
import dev.understudy.likeness.Likeness;
import dev.understudy.likeness.LikenessSettings;
import dev.understudy.likeness.Share;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgementTest {
    private static final SpeakerName ALICE = SpeakerName.of("Alice");
    private static final SpeakerName BOB = SpeakerName.of("Bob");
    private static final Likeness GOOD = new Toy().likeness();

    /// A likeness to change in one place.
    private static final class Toy {
        private String heldOut = "part";
        private Foreseen whole = new Foreseen(1760, 1000, 3000, 3000);
        private Foreseen bob = new Foreseen(880, 500, 1500, 1500);
        private Share empty = new Share(0, 80);
        private Pair repetition = new Pair(new Share(4, 80), new Share(4, 80));
        private Pair copies = new Pair(new Share(0, 80), new Share(0, 80));
        private Share canaries = Share.NONE;
        private List<Share> attributed = List.of(new Share(30, 40), new Share(30, 40));
        private SpeakerName other = BOB;

        Likeness likeness() {
            Tally real = Tally.of(List.of(new Share(40, 40), new Share(40, 40)));
            return new Likeness(
                    Likeness.FORMAT,
                    "friends@0001",
                    heldOut,
                    LikenessSettings.DEFAULT,
                    whole,
                    List.of(friend(ALICE, new Foreseen(880, 500, 1500, 1500)), friend(other, bob)),
                    Optional.empty(),
                    Optional.of(
                            new Attribution(
                                    0.2, real, Tally.of(attributed), real, Optional.empty())),
                    new Faults(
                            empty,
                            repetition,
                            new Pair(Share.NONE, Share.NONE),
                            copies,
                            canaries,
                            new Variety(1, 1, 1, 1)),
                    Optional.empty());
        }

        private static Friend friend(SpeakerName name, Foreseen words) {
            return new Friend(name, 100, 50, 40, words, Optional.empty());
        }
    }

    private static Judgement judged(Toy candidate, Likeness live) {
        return Judgement.of(candidate.likeness(), Optional.of(live), GateSettings.DEFAULT);
    }

    private static Judgement alone(Toy candidate) {
        return Judgement.of(candidate.likeness(), Optional.empty(), GateSettings.DEFAULT);
    }

    private static Gate gate(Judgement judgement, String name) {
        return judgement.gates().stream()
                .filter(gate -> gate.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void asGoodAsTheLiveOnePassesEveryGate() {
        Judgement judgement = judged(new Toy(), GOOD);
        assertThat(judgement.passed()).isTrue();
        assertThat(judgement.failures()).isEmpty();
        assertThat(judgement.gates())
                .extracting(Gate::name)
                .containsExactly(
                        "loss",
                        "loss ALICE",
                        "loss BOB",
                        "empty",
                        "repetition",
                        "copies",
                        "attribution",
                        "attribution ALICE",
                        "attribution BOB");
    }

    @Test
    void withoutALiveOneOnlyLimitsAreAsked() {
        assertThat(alone(new Toy()).gates())
                .extracting(Gate::name)
                .containsExactly("empty", "repetition", "copies", "attribution");
        assertThat(gate(alone(new Toy()), "attribution").limit()).isCloseTo(0.3, within(1e-9));
    }

    @Test
    void aWorseLossFailsAndIsExplained() {
        Toy worse = new Toy();
        worse.bob = new Foreseen(965, 500, 1500, 1500);
        Judgement judgement = judged(worse, GOOD);
        assertThat(judgement.failures())
                .containsExactly(
                        "BOB's held-out loss is 1.930; at most 1.848 was allowed (live: 1.760).");
        assertThat(gate(judgement, "loss BOB")).isEqualTo(new Gate("loss BOB", 1.93, 1.848, false));
        Toy overall = new Toy();
        overall.whole = new Foreseen(1796, 1000, 3000, 3000);
        assertThat(judged(overall, GOOD).failures())
                .hasSize(1)
                .first()
                .asString()
                .contains("1.795");
        overall.whole = new Foreseen(1795, 1000, 3000, 3000);
        assertThat(judged(overall, GOOD).passed()).isTrue();
    }

    @Test
    void otherTokensAreComparedByBytes() {
        Toy coarser = new Toy();
        coarser.whole = new Foreseen(1770, 400, 3000, 3000);
        Judgement judgement = judged(coarser, GOOD);
        assertThat(judgement.passed()).isTrue();
        assertThat(gate(judgement, "loss").measured()).isCloseTo(0.59, within(1e-9));
    }

    @Test
    void aLossThatIsNoNumberFails() {
        Toy broken = new Toy();
        broken.whole = new Foreseen(Double.NaN, 1000, 3000, 3000);
        assertThat(judged(broken, GOOD).passed()).isFalse();
    }

    @Test
    void friendsWhoSayLittleOrAreNewAreNotComparedAlone() {
        Toy little = new Toy();
        little.bob = new Foreseen(1000, 199, 600, 600);
        assertThat(judged(little, GOOD).gates()).extracting(Gate::name).doesNotContain("loss BOB");
        Toy before = new Toy();
        before.other = SpeakerName.of("Carmen");
        before.attributed = List.of(new Share(30, 40), new Share(0, 40));
        Judgement judgement = judged(new Toy(), before.likeness());
        assertThat(judgement.gates())
                .extracting(Gate::name)
                .doesNotContain("loss BOB", "attribution BOB", "attribution CARMEN");
        assertThat(gate(judgement, "attribution").limit())
                .as("of Alice alone, who is in both")
                .isGreaterThan(0.4);
    }

    @Test
    void faultsAreAllowedUpToTheLimitOrAsManyAsTheLiveVersionHas() {
        Toy faulty = new Toy();
        faulty.empty = new Share(5, 80);
        assertThat(alone(faulty).failures())
                .containsExactly("6.3 % of replies are empty; at most 5 % was allowed.");
        Toy live = new Toy();
        live.empty = new Share(5, 80);
        assertThat(judged(faulty, live.likeness()).passed()).isTrue();
        faulty.empty = new Share(6, 80);
        assertThat(judged(faulty, live.likeness()).failures())
                .as("many nights would add up, had each a margin")
                .containsExactly(
                        "7.5 % of replies are empty; at most 6.3 % was allowed (live: 6.3 %).");
    }

    @Test
    void repetitionAndCopiesMayBeAsManyAsTheFriendsHave() {
        Toy templates = new Toy();
        templates.copies = new Pair(new Share(31, 80), new Share(28, 80));
        templates.repetition = new Pair(new Share(31, 80), new Share(28, 80));
        assertThat(alone(templates).passed()).isTrue();
        templates.copies = new Pair(new Share(33, 80), new Share(28, 80));
        assertThat(alone(templates).failures())
                .containsExactly(
                        "41.3 % of replies hold 12 words in a row of what was learnt; at most 40 %"
                                + " was allowed (the friends themselves: 35 %).");
        templates.copies = new Pair(new Share(0, 80), new Share(0, 80));
        templates.repetition = new Pair(new Share(33, 80), new Share(28, 80));
        assertThat(alone(templates).failures()).hasSize(1);
    }

    @Test
    void oneCanaryIsOneTooMany() {
        Toy leaking = new Toy();
        leaking.canaries = new Share(1, 8);
        assertThat(judged(leaking, GOOD).failures())
                .containsExactly(
                        "1 of 8 planted sentences can be drawn out of it; at most 0 % was"
                                + " allowed.");
        leaking.canaries = new Share(0, 8);
        assertThat(gate(judged(leaking, GOOD), "canaries").passed()).isTrue();
    }

    /// Of 60 and 48 of 80 the pooled share is 0.675, two standard errors are 0.148: 0.75 - 0.05 -
    /// 0.148 = 0.552.
    @Test
    void fewerMayBeAttributedByAMarginAndByChance() {
        Toy fewer = new Toy();
        fewer.attributed = List.of(new Share(24, 40), new Share(24, 40));
        Judgement allowed = judged(fewer, GOOD);
        assertThat(allowed.passed()).isTrue();
        assertThat(gate(allowed, "attribution").limit()).isCloseTo(0.552, within(0.001));
        fewer.attributed = List.of(new Share(20, 40), new Share(20, 40));
        assertThat(judged(fewer, GOOD).failures()).hasSize(1).first().asString().contains("50 %");
    }

    @Test
    void oneFriendAloneMayNotBeLost() {
        Toy lost = new Toy();
        lost.attributed = List.of(new Share(40, 40), new Share(10, 40));
        assertThat(judged(lost, GOOD).failures())
                .containsExactly(
                        "25 % of replies as BOB are given to the right friend; at least 31.5 % were"
                                + " asked for (live: 75 %).");
    }

    @Test
    void otherConversationsAreNotCompared() {
        Toy other = new Toy();
        other.heldOut = "another";
        assertThatThrownBy(() -> judged(other, GOOD)).isInstanceOf(IllegalArgumentException.class);
    }
}
