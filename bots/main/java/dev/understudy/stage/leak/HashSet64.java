package dev.understudy.stage.leak;

import java.util.Arrays;

/// A set of hashes: 11 to 16 bytes each. One thread.
final class HashSet64 {
    private static final int FIRST_LENGTH = 16;
    private static final double FULLEST = 0.75;
    private static final double GROWTH = 1.5;

    /// Free places hold 0; the hash 0 is told by a flag.
    private long[] table = new long[FIRST_LENGTH];

    private int size;
    private boolean hasZero;

    void addAll(long[] hashes) {
        for (long hash : hashes) {
            add(hash);
        }
    }

    void add(long hash) {
        if (hash == 0) {
            hasZero = true;
            return;
        }
        int place = place(table, hash);
        if (table[place] == 0) {
            table[place] = hash;
            size++;
            if (size > table.length * FULLEST) {
                grow();
            }
        }
    }

    boolean contains(long hash) {
        return hash == 0 ? hasZero : table[place(table, hash)] == hash;
    }

    /// Where `hash` is, or would be put. The table is never full.
    private static int place(long[] table, long hash) {
        int place = (int) Math.unsignedMultiplyHigh(hash, table.length);
        while (table[place] != 0 && table[place] != hash) {
            place = place + 1 == table.length ? 0 : place + 1;
        }
        return place;
    }

    private void grow() {
        long[] larger = new long[Math.toIntExact((long) (table.length * GROWTH))];
        for (long hash : table) {
            if (hash != 0) {
                larger[place(larger, hash)] = hash;
            }
        }
        table = larger;
    }

    /// All hashes, in ascending order.
    long[] toArray() {
        long[] all = Arrays.stream(table).filter(hash -> hash != 0).toArray();
        long[] whole = hasZero ? Arrays.copyOf(all, all.length + 1) : all;
        Arrays.sort(whole);
        return whole;
    }

    long sizeBytes() {
        return 8L * table.length;
    }
}
