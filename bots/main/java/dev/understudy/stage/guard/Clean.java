package dev.understudy.stage.guard;

import dev.understudy.chat.Turn;
import dev.understudy.chat.text.Visible;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;

/// Text without the tricks that invisible characters play, for what is sent and what is read.
///
/// What writing needs stays: one joiner between letters or emoji, direction marks, isolates, which
/// are closed at the end of their line, a few accents on a letter. Lines with nothing to see go.
/// Cleaning twice changes nothing.
final class Clean {
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int NON_JOINER = 0x200C;
    private static final int OPEN_ISOLATE_FIRST = 0x2066;
    private static final int OPEN_ISOLATE_LAST = 0x2068;
    private static final int CLOSE_ISOLATE = 0x2069;
    private static final int BLACK_FLAG = 0x1F3F4;

    /// Hebrew with accents needs four; zalgo has dozens.
    private static final int MAX_MARKS = 5;

    /// Direction marks and isolates in a row.
    private static final int MAX_INVISIBLE = 4;

    /// A flag such as Scotland's has six, with the one that ends it.
    private static final int MAX_TAGS = 6;

    private static final int NONE = -1;

    private final StringBuilder kept = new StringBuilder();

    /// Of each isolate that is open, whether it was kept.
    private final Deque<Boolean> isolates = new ArrayDeque<>();

    private int marks;
    private int invisible;
    private int tags;
    private int joiner = NONE;

    private Clean() {}

    /// `text` in the form of a turn, cleaned; empty when nothing to see is left.
    static String text(String text) {
        return Turn.canonicalText(
                Turn.canonicalText(text)
                        .lines()
                        .map(line -> new Clean().line(line))
                        .filter(Visible::anyIn)
                        .collect(Collectors.joining("\n")));
    }

    private String line(String line) {
        line.codePoints().forEach(this::read);
        isolates.stream().filter(open -> open).forEach(_ -> kept.appendCodePoint(CLOSE_ISOLATE));
        return kept.toString();
    }

    private void read(int character) {
        if (character == ZERO_WIDTH_JOINER || character == NON_JOINER) {
            joiner = character;
        } else if (isMark(character)) {
            if (marks < MAX_MARKS) {
                marks++;
                keepJoined(character);
            }
        } else if (isTag(character)) {
            readTag(character);
        } else if (character >= OPEN_ISOLATE_FIRST && character <= CLOSE_ISOLATE) {
            readIsolate(character);
        } else if (isDirectionMark(character)) {
            joiner = NONE;
            keepInvisible(character);
        } else if (!isDropped(character)) {
            marks = 0;
            invisible = 0;
            tags = character == BLACK_FLAG ? MAX_TAGS : 0;
            keepJoined(character);
        }
    }

    private void keepJoined(int character) {
        if (joiner != NONE && isJoinable(character) && isJoinable(last())) {
            kept.appendCodePoint(joiner);
        }
        joiner = NONE;
        kept.appendCodePoint(character);
    }

    private int last() {
        return kept.isEmpty() ? ' ' : kept.codePointBefore(kept.length());
    }

    private static boolean isJoinable(int character) {
        return Visible.is(character) || isMark(character);
    }

    private boolean keepInvisible(int character) {
        boolean keeps = invisible < MAX_INVISIBLE;
        if (keeps) {
            invisible++;
            kept.appendCodePoint(character);
        }
        return keeps;
    }

    private void readTag(int character) {
        if (tags > 0) {
            tags--;
            kept.appendCodePoint(character);
        }
    }

    private void readIsolate(int character) {
        joiner = NONE;
        if (character <= OPEN_ISOLATE_LAST) {
            isolates.push(keepInvisible(character));
        } else if (!isolates.isEmpty() && isolates.pop()) {
            kept.appendCodePoint(character);
        }
    }

    private static boolean isMark(int character) {
        int type = Character.getType(character);
        return type == Character.ENCLOSING_MARK
                || (type == Character.NON_SPACING_MARK && character != 0x034F);
    }

    /// What spells the flags of England, Scotland and Wales, and hidden messages elsewhere.
    private static boolean isTag(int character) {
        return character >= 0xE0020 && character <= 0xE007F;
    }

    private static boolean isDirectionMark(int character) {
        return character == 0x200E || character == 0x200F || character == 0x061C;
    }

    /// Overrides and embeddings, spaces without width, letters without a shape.
    private static boolean isDropped(int character) {
        boolean hiddenFormat =
                Character.getType(character) == Character.FORMAT
                        && (character == 0x00AD || character == 0x180E || character >= 0x2000);
        return hiddenFormat || character == 0x034F || Visible.isFiller(character);
    }
}
