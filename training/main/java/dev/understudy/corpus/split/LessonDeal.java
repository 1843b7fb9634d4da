package dev.understudy.corpus.split;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Deals the conversations of all times out for one [Lesson]: held out, learnt from, or neither.
final class LessonDeal {
    private final Lesson lesson;
    private final List<Split.Size> newestFirst;
    private final BitSet held = new BitSet();
    private final BitSet leftOut = new BitSet();
    private Instant heldFrom;
    private int fresh;
    private int replayed;

    /// @param wanted how many characters are held out at most, unless one conversation has more
    LessonDeal(Lesson lesson, List<Split.Size> sizes, double wanted) {
        this.lesson = lesson;
        newestFirst = new ArrayList<>(sizes);
        newestFirst.sort(
                Comparator.comparing((Split.Size size) -> size.span().from())
                        .thenComparingInt(Split.Size::index)
                        .reversed());
        heldFrom = lesson.held().until();
        hold(wanted);
        replay(learn());
    }

    /// From the newest back, and never again further than this night. Where chance drew none, the
    /// newest that was never learnt.
    private void hold(double wanted) {
        draw(wanted);
        if (held.isEmpty() && newestFirst.size() > 1) {
            newestFirst.stream()
                    .filter(size -> size.span().clock())
                    .filter(size -> size.span().from().isAfter(lesson.since()))
                    .findFirst()
                    .ifPresent(
                            size -> {
                                held.set(size.index());
                                heldFrom = size.span().from();
                            });
        }
    }

    private void draw(double wanted) {
        long taken = 0;
        for (Split.Size size : newestFirst) {
            if (lesson.held().holds(size.span())) {
                if (taken > 0 && taken + size.characters() > wanted) {
                    return;
                }
                held.set(size.index());
                heldFrom = size.span().from();
                taken += size.characters();
            }
        }
    }

    /// Counts what is learnt for the first time: new, or no longer held out. Returns its length.
    private long learn() {
        long characters = 0;
        for (Split.Size size : newestFirst) {
            if (isFresh(size)) {
                fresh++;
                characters += size.characters();
            }
        }
        return characters;
    }

    private boolean isFresh(Split.Size size) {
        return !held.get(size.index())
                && (lesson.isNew(size.span()) || lesson.held().holds(size.span()));
    }

    private void replay(long learnt) {
        List<Split.Size> old = new ArrayList<>();
        for (Split.Size size : newestFirst) {
            if (!held.get(size.index()) && !isFresh(size)) {
                old.add(size);
            }
        }
        RandomGenerator random =
                RandomGeneratorFactory.of("L64X128MixRandom").create(lesson.seed());
        double wanted = lesson.replayed(learnt);
        long taken = 0;
        for (int left = old.size(); left > 0; left--) {
            Collections.swap(old, random.nextInt(left), left - 1);
            Split.Size size = old.get(left - 1);
            if (taken < wanted) {
                taken += size.characters();
                replayed++;
            } else {
                leftOut.set(size.index());
            }
        }
    }

    /// The positions of those held out.
    BitSet held() {
        return held;
    }

    /// The positions of those that this night does without.
    BitSet leftOut() {
        return leftOut;
    }

    /// What the next night may hold out.
    HeldOut heldOut() {
        return new HeldOut(heldFrom, lesson.held().until());
    }

    Lesson.Dealt dealt() {
        return new Lesson.Dealt(lesson.since(), fresh, replayed, leftOut.cardinality());
    }
}
