package dev.understudy.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.model.Batch;
import dev.understudy.settings.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
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
    void anEpochNeitherLosesNorDoublesAToken(
            @ForAll @IntRange(min = 2, max = 9) int length,
            @ForAll @IntRange(min = 10, max = 300) int count,
            @ForAll @IntRange(min = 1, max = 4) int rows,
            @ForAll @IntRange(max = 3) int epoch,
            @ForAll long seed) {
        Batches blocks = Batches.blocks(places(count), length, "training");
        List<Long> learnt = new ArrayList<>();
        List<Long> read = new ArrayList<>();
        // An epoch ends within a batch, so its rows are those of several epochs' batches.
        int first = epoch * blocks.count();
        for (int row = first; row < first + blocks.count(); row++) {
            Batch batch = blocks.shuffled(rows, seed, row / rows);
            for (int t = row % rows * length; t < (row % rows + 1) * length; t++) {
                if (batch.targets()[t] != Batch.IGNORED) {
                    assertThat(batch.targets()[t]).isEqualTo(batch.ids()[t] + 1);
                    learnt.add(batch.targets()[t]);
                    read.add(batch.ids()[t]);
                }
            }
        }
        assertThat(learnt)
                .containsExactlyInAnyOrderElementsOf(LongStream.range(1, count).boxed().toList());
        assertThat(read)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, count - 1).boxed().toList());
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
    }

    @Test
    void consecutiveBlocksCoverTheTextToItsEnd() {
        Batches blocks = Batches.blocks(places(24), 5, "validation");
        assertThat(blocks.count()).isEqualTo(5);
        Batch batch = blocks.consecutive(3, 2);
        long no = Batch.IGNORED;
        assertThat(batch.ids()).containsExactly(15, 16, 17, 18, 19, 20, 21, 22, 22, 22);
        assertThat(batch.targets()).containsExactly(16, 17, 18, 19, 20, 21, 22, 23, no, no);
        assertThat(blocks.targetIndex(4, 2)).isEqualTo(23);
        assertThat(blocks.targetIndex(4, 3)).isEqualTo(-1);
    }

    @Test
    void whatFillsWholeBlocksIsInThemAlone() {
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
