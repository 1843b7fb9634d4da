package dev.understudy.corpus.split;

import dev.understudy.corpus.conversation.Conversation;
import java.time.Instant;

/// Which conversations no version of a model has learnt from, as far back as they are known: they
/// can tell which of two versions is better.
///
/// @param from none that began earlier
/// @param until all of those that began before this; of later ones, those of [#draws]
public record HeldOut(Instant from, Instant until) {
    /// One in so many is held out of what is new. A constant, because another number would hold out
    /// conversations that were learnt from.
    private static final int ONE_IN = 5;

    /// None before `instant`.
    public static HeldOut since(Instant instant) {
        return new HeldOut(instant, instant);
    }

    /// Whether a conversation is held out, by when it began alone, so that it stays so in all
    /// nights.
    boolean holds(Conversation.Span span) {
        Instant began = span.from();
        return span.clock()
                && !began.isBefore(from)
                && (began.isBefore(until) || draws(began.toEpochMilli()));
    }

    /// Mixes the bits, so that times of the same minute fall apart. Source: Steele, Lea, Flood
    /// 2014, the finalizer of SplitMix64.
    private static boolean draws(long began) {
        long mixed = (began ^ (began >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return Long.remainderUnsigned(mixed ^ (mixed >>> 31), ONE_IN) == 0;
    }
}
