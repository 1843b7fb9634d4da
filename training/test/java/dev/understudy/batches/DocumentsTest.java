package dev.understudy.batches;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.model.Batch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DocumentsTest {
    private static final int END = 999;

    /// Documents of these lengths with the end of text between them; no token comes twice.
    private static char[] corpus(List<Integer> lengths) {
        List<Integer> tokens = new ArrayList<>();
        int next = 0;
        for (int document = 0; document < lengths.size(); document++) {
            if (document > 0) {
                tokens.add(END);
            }
            for (int i = 0; i < lengths.get(document); i++) {
                tokens.add(next++);
            }
        }
        char[] ids = new char[tokens.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = (char) (int) tokens.get(i);
        }
        return ids;
    }

    @Property(tries = 300)
    void anEpochLearnsEveryTokenOnceAndEveryEnd(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 1, max = 20) Integer> lengths,
            @ForAll @IntRange(min = 2, max = 9) int length,
            @ForAll @IntRange(max = 3) int epoch,
            @ForAll long seed) {
        Batches documents = Batches.documents(corpus(lengths), length, END);
        List<Long> learnt = new ArrayList<>();
        for (int row = 0; row < documents.count(); row++) {
            Batch batch = documents.shuffled(1, seed, (long) epoch * documents.count() + row);
            for (int i = 0; i < length; i++) {
                long target = batch.targets()[i];
                if (target != Batch.IGNORED) {
                    learnt.add(target);
                }
                boolean goesOn = i + 1 < length && target != END && target != Batch.IGNORED;
                if (goesOn) {
                    assertThat(batch.ids()[i + 1]).as("the next one is read").isEqualTo(target);
                }
            }
        }
        int tokens = lengths.stream().mapToInt(Integer::intValue).sum();
        assertThat(learnt.stream().filter(target -> target == END)).hasSize(lengths.size());
        assertThat(learnt.stream().filter(target -> target != END))
                .hasSize(tokens)
                .doesNotHaveDuplicates();
    }

    @Test
    void aDocumentBeginsAndEndsItsRowAndTheRestIsNoTarget() {
        Batch batch = Batches.documents(corpus(List.of(2, 5)), 4, END).consecutive(0, 3);
        long no = Batch.IGNORED;
        assertThat(batch.ids()).containsExactly(END, 0, 1, END, END, 2, 3, 4, 5, 6, END, END);
        assertThat(batch.targets()).containsExactly(0, 1, END, no, 2, 3, 4, 5, 6, END, no, no);
        assertThat(batch.counted()).isEqualTo(9);
    }

    @Test
    void sayWhereInTheCorpusATargetIs() {
        char[] tokens = corpus(List.of(2, 5));
        for (Batches rows :
                List.of(Batches.blocks(tokens, 3, "training"), Batches.documents(tokens, 4, END))) {
            Batch batch = rows.consecutive(0, rows.count());
            for (int i = 0; i < batch.targets().length; i++) {
                int index = rows.targetIndex(i / rows.length(), i % rows.length());
                if (index >= 0) {
                    assertThat(batch.targets()[i]).isEqualTo(tokens[index]);
                } else {
                    assertThat(batch.targets()[i]).isIn((long) END, Batch.IGNORED);
                }
            }
        }
    }

    @Test
    void onlyWantedTokensAreTargets() {
        char[] tokens = corpus(List.of(30));
        for (Batches all :
                List.of(Batches.blocks(tokens, 4, "training"), Batches.documents(tokens, 4, END))) {
            Batches some = all.learning(index -> index >= 20 && index < 22);
            assertThat(some.teaches()).isTrue();
            assertThat(some.count()).isEqualTo(all.count());
            for (int number = 0; number < 2 * some.count(); number++) {
                long[] targets = some.shuffled(1, 7, number).targets();
                assertThat(Arrays.stream(targets).filter(one -> one != Batch.IGNORED))
                        .as("a row that teaches something, and nothing else")
                        .isNotEmpty()
                        .allMatch(one -> one == 20 || one == 21);
            }
            assertThat(all.learning(_ -> false).teaches()).isFalse();
        }
    }
}
