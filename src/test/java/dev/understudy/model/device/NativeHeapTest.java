package dev.understudy.model.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.model.Gpt2;
import dev.understudy.model.Gpt2Config;
import dev.understudy.model.shared.SharedModel;
import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import org.junit.jupiter.api.Test;

class NativeHeapTest {
    private static final long MEGABYTE = 1 << 20;
    private static final int COUNT = 300;

    @Test
    void whatWasFreedGoesBackToTheSystem() {
        requireBack(NativeHeap::trim);
    }

    @Test
    void itDoesWhenAModelGoes() {
        SharedModel model =
                new SharedModel(Gpt2.randomForDecoding(new Gpt2Config(97, 64, 16, 2, 2, 0), 3));
        requireBack(model::close);
    }

    private static void requireBack(Runnable giving) {
        assumeTrue(Machine.residentBytes().isPresent(), "only Linux says what is resident");
        assumeTrue(
                Linker.nativeLinker().defaultLookup().find("malloc_trim").isPresent(),
                "this C library is not glibc");
        try (Arena large = Arena.ofConfined()) {
            large.allocate(8 * MEGABYTE); // smaller ones come from the heap from here on
        }
        long before = Machine.residentBytes().orElseThrow();
        try (Arena last = Arena.ofConfined()) {
            try (Arena many = Arena.ofConfined()) {
                for (int i = 0; i < COUNT; i++) {
                    many.allocate(MEGABYTE);
                }
                last.allocate(MEGABYTE);
                assertThat(more(before)).isGreaterThan(COUNT * MEGABYTE / 2);
            }
            giving.run();
            assertThat(more(before)).isLessThan(COUNT * MEGABYTE / 3);
        }
    }

    private static long more(long before) {
        return Machine.residentBytes().orElseThrow() - before;
    }
}
