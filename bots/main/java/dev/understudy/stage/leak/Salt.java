package dev.understudy.stage.leak;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/// The key of one archive's hashes: who has hashes alone can guess nothing from them, nor compare
/// them with another archive's.
///
/// Kept beside the hashes it hinders nobody who has both from trying texts one by one; it belongs
/// into another file than they.
public record Salt(long first, long second) {
    /// How many bytes [#bytes] has.
    public static final int BYTES = 16;

    /// A new one. `random` must be one that nobody can predict: `SecureRandom`.
    public static Salt random(RandomGenerator random) {
        return new Salt(random.nextLong(), random.nextLong());
    }

    /// The salt that was stored as `bytes`. Throws IllegalArgumentException when they are not 16.
    public static Salt of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException(
                    "a salt of " + bytes.length + " bytes; accepted: " + BYTES);
        }
        ByteBuffer stored = ByteBuffer.wrap(bytes);
        return new Salt(stored.getLong(), stored.getLong());
    }

    /// As it is stored.
    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putLong(first).putLong(second).array();
    }

    /// SipHash-2-4 of `words[start]` to `words[end - 1]`, each eight bytes with the lowest first.
    ///
    /// Source: Aumasson and Bernstein 2012. The key is the salt.
    long hash(long[] words, int start, int end) {
        long a = first ^ 0x736F6D6570736575L;
        long b = second ^ 0x646F72616E646F6DL;
        long c = first ^ 0x6C7967656E657261L;
        long d = second ^ 0x7465646279746573L;
        int rounds = 2 * (end - start + 1) + 4;
        long word = 0;
        for (int round = 0; round < rounds; round++) {
            int block = start + round / 2;
            if (round % 2 == 0 && block <= end) {
                word = block < end ? words[block] : (long) (end - start) << 59;
                d ^= word;
            }
            a += b;
            b = Long.rotateLeft(b, 13) ^ a;
            a = Long.rotateLeft(a, 32);
            c += d;
            d = Long.rotateLeft(d, 16) ^ c;
            a += d;
            d = Long.rotateLeft(d, 21) ^ a;
            c += b;
            b = Long.rotateLeft(b, 17) ^ c;
            c = Long.rotateLeft(c, 32);
            if (round % 2 == 1 && block <= end) {
                a ^= word;
                c ^= block == end ? 0xFF : 0;
            }
        }
        return a ^ b ^ c ^ d;
    }

    /// Keeps the secret out of logs.
    @Override
    public String toString() {
        return "Salt[secret]";
    }
}
