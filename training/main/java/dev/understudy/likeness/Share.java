package dev.understudy.likeness;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How many of some.
///
/// @param count from 0 to `of`
public record Share(long count, long of) {
    /// None of none.
    public static final Share NONE = new Share(0, 0);

    public Share {
        if (count < 0 || count > of) {
            throw new IllegalArgumentException(count + " of " + of);
        }
    }

    /// The part, from 0 to 1; 0 of none.
    @JsonProperty
    public double part() {
        return of == 0 ? 0 : (double) count / of;
    }

    /// Both together.
    public Share plus(Share other) {
        return new Share(count + other.count, of + other.of);
    }

    /// With one more, which counts or not.
    public Share with(boolean counts) {
        return new Share(count + (counts ? 1 : 0), of + 1);
    }
}
