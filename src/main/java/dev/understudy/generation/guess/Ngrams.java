package dev.understudy.generation.guess;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/// Which token most often followed each row of one to four tokens in a corpus. Kept in a file
/// beside a model that learned from the same: `guesses.bin`. Immutable.
///
/// A row is known by a hash of 40 bits. Each entry is one `long`: hash, token (16 bits), and the
/// share of the cases in which it followed (8 bits), so that sorted entries are searched by hash.
public final class Ngrams {
    /// The name of the file.
    public static final String FILE = "guesses.bin";

    /// The longest row.
    static final int LONGEST = 4;

    /// By the length of the row; there is none of 0.
    private static final int ORDERS = LONGEST + 1;

    /// No corpus.
    public static final Ngrams NONE = new Ngrams(new long[ORDERS][0]);

    private static final long MAGIC = 0x3130_7365_7565_7247L; // this form of the file
    private static final int HASH_SHIFT = 24;
    private static final int TOKEN_SHIFT = 8;
    private static final int SHARES = 0xFF;

    /// Where the same row came twice, once is chance.
    private static final int FEWEST = 2;

    /// Below this a guess never pays off.
    private static final double LEAST_SHARE = 0.15;

    /// The latest of a corpus are enough: 64 MB while they are counted.
    private static final int MOST_TOKENS = 8_000_000;

    private final long[][] entries;

    private Ngrams(long[][] entries) {
        this.entries = entries;
    }

    /// Counts in `corpus`, ids of 16 bits.
    public static Ngrams count(char[] corpus) {
        int from = Math.max(0, corpus.length - MOST_TOKENS);
        long[][] entries = new long[ORDERS][0];
        for (int order = 1; order <= LONGEST; order++) {
            entries[order] = count(corpus, from, order);
        }
        return new Ngrams(entries);
    }

    private static long[] count(char[] corpus, int from, int order) {
        int cases = Math.max(0, corpus.length - from - order);
        long[] all = new long[cases];
        for (int i = 0; i < cases; i++) {
            int next = from + i + order;
            long hash = 0;
            for (int k = next - order; k < next; k++) {
                hash = mixed(hash, corpus[k]);
            }
            all[i] = top(hash) | (long) corpus[next] << TOKEN_SHIFT;
        }
        Arrays.parallelSort(all);
        int kept = 0;
        int start = 0;
        while (start < cases) {
            int end = start;
            int most = 0;
            long likeliest = 0;
            while (end < cases && hash(all[end]) == hash(all[start])) {
                int same = end;
                while (end < cases && all[end] == all[same]) {
                    end++;
                }
                if (end - same > most) {
                    most = end - same;
                    likeliest = all[same];
                }
            }
            double share = (double) most / (end - start + 1);
            if (most >= FEWEST && share >= LEAST_SHARE) {
                all[kept++] = likeliest | Math.round(share * SHARES);
            }
            start = end;
        }
        return Arrays.copyOf(all, kept);
    }

    private static long mixed(long hash, int token) {
        long next = (hash ^ (token + 1)) * 0x9E37_79B9_7F4A_7C15L;
        return next ^ next >>> 29;
    }

    private static long top(long hash) {
        return hash & -1L << HASH_SHIFT;
    }

    private static long hash(long entry) {
        return entry & -1L << HASH_SHIFT;
    }

    /// What followed most often after the last `order` of the first `length` tokens of `text`: the
    /// token, with the share of cases as its chance.
    Optional<Guess> after(int[] text, int length, int order) {
        if (length < order) {
            return Optional.empty();
        }
        long hash = 0;
        for (int i = length - order; i < length; i++) {
            hash = mixed(hash, text[i]);
        }
        long[] known = entries[order];
        int place = Arrays.binarySearch(known, top(hash));
        if (place < 0) {
            place = -place - 1;
        }
        if (place == known.length || hash(known[place]) != top(hash)) {
            return Optional.empty();
        }
        int token = (int) (known[place] >>> TOKEN_SHIFT) & 0xFFFF;
        double share = (known[place] & SHARES) / (double) SHARES;
        return Optional.of(new Guess(token, share, order));
    }

    /// How many rows are known.
    int size() {
        return Arrays.stream(entries).mapToInt(order -> order.length).sum();
    }

    /// Writes the file into `folder`. Throws IOException when the disk refuses.
    public void writeTo(Path folder) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(Long.BYTES * (1 + ORDERS + size()))
                        .order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(MAGIC);
        for (long[] order : entries) {
            bytes.putLong(order.length);
        }
        for (long[] order : entries) {
            for (long entry : order) {
                bytes.putLong(entry);
            }
        }
        Files.write(folder.resolve(FILE), bytes.array());
    }

    /// Those in `folder`; [#NONE] where there is no file, or none of this form: guesses are no more
    /// than a help.
    public static Ngrams read(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return NONE;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // until all is read
            }
            return parsed(bytes.flip().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer());
        } catch (IOException | ArithmeticException unreadable) {
            return NONE;
        }
    }

    private static Ngrams parsed(LongBuffer numbers) {
        if (numbers.remaining() < 1 + ORDERS || numbers.get() != MAGIC) {
            return NONE;
        }
        long[] sizes = new long[ORDERS];
        numbers.get(sizes);
        if (Arrays.stream(sizes).anyMatch(size -> size < 0 || size > numbers.remaining())
                || Arrays.stream(sizes).sum() != numbers.remaining()) {
            return NONE;
        }
        long[][] entries = new long[ORDERS][];
        for (int order = 0; order < ORDERS; order++) {
            entries[order] = new long[(int) sizes[order]];
            numbers.get(entries[order]);
        }
        return new Ngrams(entries);
    }
}
