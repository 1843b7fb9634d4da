package dev.understudy.imports.whatsapp;

import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// What the dates of one layout tell about the order of their numbers. One thread.
final class DateEvidence {
    /// A quotation of more messages than these is taken for the chat itself.
    private static final int LONGEST_QUOTATION = 10;

    private static final int MONTHS = 12;
    private static final int FEW_CHANGES = 5;
    private static final int MUCH_MORE = 4;

    /// How well the chat's time runs on in one order.
    private static final class Course {
        private final Level level = new Level();
        private int steps;
        private int dip;
        private int deepest;

        void hear(LocalDateTime time) {
            if (level.isAbove(time)) {
                steps += dip == 0 ? 1 : 0;
                dip++;
                deepest = Math.max(deepest, dip);
            } else {
                dip = 0;
                level.rise(time);
            }
        }

        boolean isSteady() {
            return dip == 0 && deepest <= LONGEST_QUOTATION;
        }
    }

    private final Layout layout;
    private final long firstSeen;
    private final Map<DateOrder, Course> courses = new EnumMap<>(DateOrder.class);
    private long lastSeen;
    private long count;
    private long firstBeyond;
    private long secondBeyond;
    private long differ;
    private int highestFirst;
    private int previousFirst;
    private int previousSecond;
    private long firstChanges;
    private long secondChanges;

    /// @param ordinal of the first head with that layout
    DateEvidence(Layout layout, long ordinal) {
        this.layout = layout;
        firstSeen = ordinal;
    }

    void hear(Header header, long ordinal) {
        firstBeyond += header.first() > MONTHS ? 1 : 0;
        secondBeyond += header.second() > MONTHS ? 1 : 0;
        differ += header.first() == header.second() ? 0 : 1;
        highestFirst = Math.max(highestFirst, header.first());
        firstChanges += count > 0 && header.first() != previousFirst ? 1 : 0;
        secondChanges += count > 0 && header.second() != previousSecond ? 1 : 0;
        previousFirst = header.first();
        previousSecond = header.second();
        for (DateOrder order : DateOrder.values()) {
            header.in(order).ifPresent(course(order)::hear);
        }
        lastSeen = ordinal;
        count++;
    }

    private Course course(DateOrder order) {
        return courses.computeIfAbsent(order, _ -> new Course());
    }

    long count() {
        return count;
    }

    /// Whether all of its heads stand before or after those of `other`: the phone's settings
    /// changed. A quotation stands in between.
    boolean isApart(DateEvidence other) {
        return lastSeen < other.firstSeen || firstSeen > other.lastSeen;
    }

    /// Whether heads from long before the one above them are quotations.
    boolean isSteady(DateOrder order) {
        return course(order).isSteady();
    }

    /// The order, if the dates tell.
    Optional<DateOrder> order() {
        if (layout.yearFirst() || (!layout.longYear() && highestFirst > 31)) {
            return Optional.of(DateOrder.YMD);
        }
        if (layout.separator() == '.' || differ == 0) {
            return Optional.of(DateOrder.DMY);
        }
        if (firstBeyond > 0 || secondBeyond > 0) {
            return clear(secondBeyond, firstBeyond);
        }
        int backDmy = course(DateOrder.DMY).steps;
        int backMdy = course(DateOrder.MDY).steps;
        if (backDmy != backMdy) {
            return clear(backDmy, backMdy);
        }
        if (layout.separator() == '-') {
            return Optional.of(DateOrder.DMY);
        }
        return firstChanges + secondChanges < FEW_CHANGES
                ? Optional.empty()
                : clear(secondChanges, firstChanges);
    }

    /// What speaks against one order, if it is much less than what speaks against the other.
    private static Optional<DateOrder> clear(long againstDmy, long againstMdy) {
        if (againstDmy * MUCH_MORE < againstMdy) {
            return Optional.of(DateOrder.DMY);
        }
        return againstMdy * MUCH_MORE < againstDmy ? Optional.of(DateOrder.MDY) : Optional.empty();
    }
}
