package dev.understudy.stage.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class HashSet64Test {
    @Property(tries = 300)
    void holdsWhatASetHolds(@ForAll("hashes") long[] added, @ForAll("hashes") long[] asked) {
        HashSet64 hashes = new HashSet64();
        Set<Long> expected = new TreeSet<>();
        for (long hash : added) {
            hashes.add(hash);
            expected.add(hash);
        }
        assertThat(hashes.toArray())
                .containsExactly(expected.stream().mapToLong(Long::longValue).toArray());
        for (long hash : asked) {
            assertThat(hashes.contains(hash)).isEqualTo(expected.contains(hash));
        }
    }

    /// Anywhere, and crowded at both ends of the table.
    @Provide
    Arbitrary<long[]> hashes() {
        return Arbitraries.oneOf(
                        Arbitraries.longs(),
                        Arbitraries.longs().between(-40, -1),
                        Arbitraries.longs().between(0, 40))
                .array(long[].class)
                .ofMaxSize(200);
    }
}
