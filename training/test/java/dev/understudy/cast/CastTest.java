package dev.understudy.cast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cast.Scene.Move;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CastTest {
    private static final Cast FIVE = Cast.five();

    /// Every act that `friend` may be asked for, whatever the dice say.
    private static Set<String> actsOf(Friend friend) {
        Set<String> acts = new TreeSet<>(Set.of(Performance.ECHO));
        for (Scene scene : FIVE.scenes()) {
            boolean isNamed = scene.moves().stream().anyMatch(m -> m.role().equals(friend.key()));
            for (Move move : scene.moves()) {
                String role = isNamed ? friend.key() : "A";
                if (role.equals(Scene.isAnybody(move.role()) ? "A" : move.role())) {
                    others(friend)
                            .forEach(
                                    other ->
                                            acts.add(
                                                    move.act()
                                                            .replace("{you}", other.key())
                                                            .replace("{third}", other.key())));
                }
            }
        }
        return acts;
    }

    private static Stream<Friend> others(Friend friend) {
        return FIVE.friends().stream().filter(other -> !other.equals(friend));
    }

    private static List<Phrase> ways(Friend friend, String act) {
        return friend.phrases().ways(act).or(() -> FIVE.common().ways(act)).orElse(List.of());
    }

    @Test
    void everybodyCanDoWhatTheScenesAskOfThem() {
        List<String> missing = new ArrayList<>();
        for (Friend friend : FIVE.friends()) {
            for (String act : actsOf(friend)) {
                if (ways(friend, act).isEmpty()) {
                    missing.add(friend.name() + ": " + act);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyGapHasWordsInEverySeason() {
        List<String> missing = new ArrayList<>();
        for (Friend friend : FIVE.friends()) {
            for (String act : actsOf(friend)) {
                for (String gap :
                        ways(friend, act).stream().flatMap(w -> w.gaps().stream()).toList()) {
                    for (String season : List.of("winter", "spring", "summer", "autumn")) {
                        if (!hasWord(friend, gap, season)) {
                            missing.add(friend.name() + ": " + act + " {" + gap + "} " + season);
                        }
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    private static boolean hasWord(Friend friend, String gap, String season) {
        return Set.of("you", "third", "topic").contains(gap)
                || friend.phrases().words(gap, Set.of(season)).isPresent()
                || FIVE.common().words(gap, Set.of(season)).isPresent();
    }

    @Test
    void nothingIsWrittenThatNobodyEverSays() {
        Set<String> unasked = new TreeSet<>(FIVE.common().acts().keySet());
        List<String> unsaid = new ArrayList<>();
        for (Friend friend : FIVE.friends()) {
            Set<String> asked = actsOf(friend);
            unasked.removeAll(asked);
            friend.phrases().acts().keySet().stream()
                    .filter(act -> !asked.contains(act))
                    .forEach(act -> unsaid.add(friend.name() + ": " + act));
        }
        assertThat(unasked).isEmpty();
        assertThat(unsaid).isEmpty();
    }

    @Test
    void aFriendIsFoundInAnyCase() {
        assertThat(FIVE.friend("EDIE").map(Friend::name)).contains("Edie");
        assertThat(FIVE.friend("zoe")).isEmpty();
    }
}
