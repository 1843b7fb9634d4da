package dev.understudy.model.shared;

/// How many use a model at the same time, and who waits how long.
///
/// @param together texts that are written at the same time; each step of all of them is one call
/// @param waiting texts that may wait for a place; more are turned away at once
/// @param piece tokens of a prompt that are read between two steps of the others
public record Limits(int together, int waiting, int piece) {
    private static final int PART = 4;

    /// Products by eight rows cost twice as much as by one, by sixteen three and a half times
    /// (`bench/kernels`); 64 tokens of a prompt take about as long as a few steps.
    public static final Limits DEFAULT = new Limits(16, 256, 64);

    /// The standard ones, but no more at the same time than fit a part of the memory that is free.
    ///
    /// @param bytes that one text takes at most
    /// @param available bytes that are free
    public static Limits within(long bytes, long available) {
        long fitting = available / PART / Math.max(1, bytes);
        return new Limits(Math.clamp(fitting, 1, DEFAULT.together), DEFAULT.waiting, DEFAULT.piece);
    }

    public Limits {
        if (together < 1 || waiting < 0 || piece < 1) {
            throw new IllegalArgumentException("a model that nobody can use");
        }
    }
}
