package dev.understudy.sampling;

import java.util.Arrays;

/// Tokens in any order, each as one `long` that compares as it should: higher scores above, of
/// equals lower ids above. They are parted by pivots, as in quickselect, so that nothing is sorted.
/// One thread.
///
/// The loops over a vocabulary have no branches that a processor would guess wrongly half the time,
/// and those of [#read] are so plain that the JVM takes several tokens at once.
final class Keys {
    /// One less than an `int` has, so that the difference of two keys is a `long`.
    private static final int ID_BITS = 31;

    private static final int IMPOSSIBLE = order(Float.NEGATIVE_INFINITY);

    private long[] keys = new long[0];
    private long[] above = new long[0]; // a pivot, while keys are moved
    private int[] orders = new int[0]; // by token id
    private int[] ids = new int[0]; // 0, 1, 2, ...
    private int count;

    /// Starts over with every token that has a chance at all, by id; returns the highest score.
    /// None is NaN or -0.
    float read(float[] scores) {
        makeRoom(scores.length);
        for (int id = 0; id < scores.length; id++) {
            orders[id] = Float.floatToRawIntBits(scores[id]);
        }
        int highest = Integer.MIN_VALUE;
        int lowest = Integer.MAX_VALUE;
        for (int id = 0; id < scores.length; id++) {
            int order = reorder(orders[id]);
            orders[id] = order;
            highest = Math.max(highest, order);
            lowest = Math.min(lowest, order);
        }
        for (int id = 0; id < scores.length; id++) {
            keys[id] = key(orders[id], ids[id]);
        }
        count = scores.length;
        if (lowest == IMPOSSIBLE) {
            dropImpossible();
        }
        return Float.intBitsToFloat(reorder(highest));
    }

    /// Starts over with one token.
    void read(int id, float score) {
        makeRoom(1);
        keys[0] = key(order(score), id);
        count = 1;
    }

    private void makeRoom(int size) {
        if (keys.length < size) {
            keys = new long[size];
            above = new long[size];
            orders = new int[size];
            ids = new int[size];
            Arrays.setAll(ids, id -> id);
        }
    }

    private void dropImpossible() {
        int end = 0;
        for (int i = 0; i < count; i++) {
            if (order(keys[i]) != IMPOSSIBLE) {
                keys[end++] = keys[i];
            }
        }
        count = end;
    }

    /// How many were read.
    int count() {
        return count;
    }

    /// The token id at a place.
    int id(int place) {
        return ~(int) keys[place] & Integer.MAX_VALUE;
    }

    /// The score at a place.
    float score(int place) {
        return Float.intBitsToFloat(reorder(order(keys[place])));
    }

    /// Gives the token at a place another score, not -0.
    void setScore(int place, float score) {
        keys[place] = key(order(score), id(place));
    }

    void swap(int a, int b) {
        long key = keys[a];
        keys[a] = keys[b];
        keys[b] = key;
    }

    /// Puts the middle one of three keys at the end of a range, for a pivot.
    void choosePivot(int from, int to) {
        int last = to - 1;
        swap(median(from, (from + last) >>> 1, last), last);
    }

    private int median(int a, int b, int c) {
        long low = Math.min(keys[a], keys[c]);
        long high = Math.max(keys[a], keys[c]);
        if (keys[b] >= low && keys[b] <= high) {
            return b;
        }
        return (keys[b] < low) == (keys[a] == low) ? a : c;
    }

    /// Swaps keys from all over a range to its end and sorts them there, the highest last.
    void sortSample(int from, int to, int size) {
        int step = (to - from) / size;
        for (int i = 0; i < size; i++) {
            swap(from + i * step, to - size + i);
        }
        Arrays.sort(keys, to - size, to);
    }

    /// Moves keys above the last one of a range, the pivot, before it and those below it behind it;
    /// returns where the pivot went. It is as if each key above changed places with the first of
    /// those below.
    int partition(int from, int to) {
        int last = to - 1;
        long pivot = keys[last];
        int end = from;
        for (int i = from; i < last; i++) {
            long key = keys[i];
            long isAbove = (pivot - key) >> (Long.SIZE - 1); // all bits or none
            keys[i] = key ^ ((key ^ keys[end]) & isAbove);
            above[end] = key;
            end -= (int) isAbove;
        }
        System.arraycopy(above, from, keys, from, end - from);
        swap(end, last);
        return end;
    }

    /// Moves keys above the last one of a range, the pivot, to the range's beginning, over the
    /// others; returns where they end.
    int dropBelow(int from, int to) {
        long pivot = keys[to - 1];
        int end = from;
        for (int i = from; i < to; i++) {
            long key = keys[i];
            keys[end] = key;
            end -= (int) ((pivot - key) >> (Long.SIZE - 1));
        }
        return end;
    }

    private static long key(int order, int id) {
        return ((long) order << ID_BITS) | (~id & Integer.MAX_VALUE);
    }

    private static int order(long key) {
        return (int) (key >> ID_BITS);
    }

    private static int order(float score) {
        return reorder(Float.floatToRawIntBits(score));
    }

    /// Makes the bits of scores compare as integers do, and takes that back.
    private static int reorder(int bits) {
        return bits ^ ((bits >> (Integer.SIZE - 1)) & Integer.MAX_VALUE);
    }
}
