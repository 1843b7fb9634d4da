package dev.understudy.cast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SceneTest {
    private static final List<String> LINES =
            List.of(
                    "# a comment",
                    "",
                    "scene cake 3 friday|saturday evening",
                    "A hello",
                    "alice cake 40% > A",
                    "bob thanks + > alice",
                    "carmen hello");

    @Test
    void readsWhoDoesWhatAndWhen() {
        Scene scene = Scene.parseAll("here", LINES).getFirst();
        assertThat(scene.name()).isEqualTo("cake");
        assertThat(scene.weight()).isEqualTo(3);
        assertThat(scene.moves()).hasSize(4);
        assertThat(scene.moves().get(1).chance()).isEqualTo(40);
        assertThat(scene.moves().get(1).to()).contains("A");
        assertThat(scene.moves().get(2).joined()).isTrue();
        assertThat(scene.neededFriends()).containsExactly("carmen");
        assertThat(scene.neededCount()).isEqualTo(2);
        assertThat(scene.isDated()).isFalse();
    }

    @Test
    void fitsWhenEachConditionHolds() {
        Scene scene = Scene.parseAll("here", LINES).getFirst();
        assertThat(scene.fits(Set.of("saturday", "evening", "winter"))).isTrue();
        assertThat(scene.fits(Set.of("saturday", "morning"))).isFalse();
        assertThat(scene.fits(Set.of("sunday", "evening"))).isFalse();
    }

    @Test
    void saysWhereAMoveIsWrong() {
        assertThatThrownBy(() -> Scene.parseAll("here", List.of("scene x 1", "A hello 40")))
                .hasMessageContaining("here")
                .hasMessageContaining("line 3")
                .hasMessageContaining("A hello 40");
    }

    @Test
    void refusesASceneWithoutABeginning() {
        assertThatThrownBy(() -> Scene.parseAll("here", List.of("scene x 1", "A hello 40%")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Scene.parseAll("here", List.of("scene x 1")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
