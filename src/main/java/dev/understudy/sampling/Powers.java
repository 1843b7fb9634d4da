package dev.understudy.sampling;

/// Powers of e for a whole vocabulary. `Math.exp` takes one number at a time; these loops are so
/// plain that the JVM takes several at once, in a fifth of the time.
final class Powers {
    /// The series is of this root of a power; the root is then squared ten times.
    private static final double ROOT = 1024;

    /// `exp` of this and of all below is 0 in double precision.
    private static final double LEAST = -746;

    private Powers() {}

    /// Puts e to the power of each of the first `count` numbers in its place. They are 0 or less;
    /// the power of 0 is exactly 1, that of minus infinity exactly 0.
    ///
    /// Relative error: below 1.2e-13 down to -10 and 3e-13 down to -40, from the squares' rounding;
    /// then it grows to 0.5 % at the smallest numbers there are, since the series ends with its
    /// seventh power. Two loops: the JVM takes several numbers at once in each of them, but not in
    /// one with all of it.
    static void replace(double[] exponents, int count) {
        for (int i = 0; i < count; i++) {
            exponents[i] = Math.max(exponents[i], LEAST) / ROOT;
        }
        for (int i = 0; i < count; i++) {
            double x = exponents[i];
            double square = x * x;
            double fourth = 1 / 24.0 + x * (1 / 120.0) + square * (1 / 720.0 + x * (1 / 5040.0));
            double root = 1 + (x + square * (1 / 2.0 + x * (1 / 6.0) + square * fourth));
            exponents[i] = fourth(fourth(fourth(fourth(fourth(root)))));
        }
    }

    private static double fourth(double x) {
        double square = x * x;
        return square * square;
    }
}
