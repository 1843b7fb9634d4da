package dev.understudy.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.model.Batch;
import dev.understudy.settings.UserError;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BlocksTest {

    /// The token at each place is the place itself.
    private static char[] places(int count) {
        char[] tokens = new char[count];
        for (int i = 0; i < count; i++) {
            tokens[i] = (char) i;
        }
        return tokens;
    }

    @Property
    void anEpochDrawsEveryBlockOnceAndTargetsAreTheNextTokens(
            @ForAll @IntRange(min = 2, max = 9) int length,
            @ForAll @IntRange(min = 10, max = 300) int count,
            @ForAll @IntRange(max = 3) int epoch,
            @ForAll long seed) {
        Batches blocks = Batches.blocks(places(count), length, "training");
        int inEpoch = (count - 1) / length;
        Set<Long> drawn = new HashSet<>();
        for (int i = 0; i < inEpoch; i++) {
            Batch batch = blocks.shuffled(1, seed, (long) epoch * inEpoch + i);
            for (int t = 0; t < length; t++) {
                assertThat(drawn.add(batch.ids()[t])).as("drawn once").isTrue();
                assertThat(batch.targets()[t]).isEqualTo(batch.ids()[t] + 1);
            }
        }
        assertThat(drawn).hasSize(inEpoch * length);
    }

    @Property(tries = 50)
    void aBatchDependsOnItsNumberAlone(@ForAll long seed, @ForAll @IntRange(max = 60) int number) {
        Batches walked = Batches.blocks(places(200), 8, "training");
        for (int i = 0; i < number; i++) {
            walked.shuffled(3, seed, i);
        }
        Batches resumed = Batches.blocks(places(200), 8, "training");
        assertThat(resumed.shuffled(3, seed, number).ids())
                .containsExactly(walked.shuffled(3, seed, number).ids());
    }

    @Test
    void everyEpochHasAnotherOrder() {
        Batches blocks = Batches.blocks(places(2_001), 8, "training");
        long[] first = blocks.shuffled(250, 1, 0).ids();
        long[] second = blocks.shuffled(250, 1, 1).ids();
        assertThat(second).isNotEqualTo(first);
        Arrays.sort(first);
        assertThat(first).doesNotHaveDuplicates();
    }

    @Test
    void consecutiveBlocksCoverTheTextInOrder() {
        Batches blocks = Batches.blocks(places(26), 5, "validation");
        assertThat(blocks.count()).isEqualTo(5);
        assertThat(blocks.consecutive(3, 2).ids())
                .containsExactly(15, 16, 17, 18, 19, 20, 21, 22, 23, 24);
    }

    @Test
    void aTextShorterThanABlockIsRefused() {
        assertThatThrownBy(() -> Batches.blocks(new char[16], 16, "validation"))
                .isInstanceOfSatisfying(
                        UserError.class,
                        error -> assertThat(error.problem()).contains("16 tokens", "17"));
    }
}
