package dev.understudy.statistics.counting;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// The emoji of a text: nothing that could spell a word. Keycaps are digits, and tags can hold any
/// text, so neither counts; flags of Great Britain's parts, which are made of tags, do.
///
/// Source: Unicode Technical Standard 51, section 1.4.9, read leniently.
public final class Emoji {
    private static final int JOINER = 0x200D;
    private static final int TEXT_STYLE = 0xFE0E;
    private static final int PICTURE_STYLE = 0xFE0F;
    private static final int FIRST = 0x203C;
    private static final int FIRST_TYPED_BARE = 0x2600;
    private static final int LONGEST = 10;
    private static final Set<String> PARTS = Set.of("gbeng", "gbsct", "gbwls");

    private final String text;
    private int at;

    private Emoji(String text) {
        this.text = text;
    }

    /// Hands over every emoji in `text`, each in one spelling: pictures that some apps mark as such
    /// and others do not are marked.
    public static void forEach(String text, Consumer<String> sink) {
        Emoji emoji = new Emoji(text);
        while (emoji.at < text.length()) {
            if (text.charAt(emoji.at) < FIRST) {
                emoji.at++;
            } else {
                emoji.next(sink);
            }
        }
    }

    /// Whether there is one in `text`.
    public static boolean isIn(String text) {
        List<String> found = new ArrayList<>();
        forEach(text, found::add);
        return !found.isEmpty();
    }

    private void next(Consumer<String> sink) {
        int first = peek();
        at += Character.charCount(first);
        if (isFlagLetter(first)) {
            if (isFlagLetter(peek())) {
                sink.accept(Character.toString(first) + take());
            }
        } else if (isPicture(first)) {
            boolean typedBare = Character.isEmojiPresentation(first) || first >= FIRST_TYPED_BARE;
            StringBuilder sequence = new StringBuilder();
            boolean marked = append(first, sequence);
            if (marked || (typedBare && peek() != TEXT_STYLE)) {
                join(sequence);
                sink.accept(sequence.toString());
            }
        }
    }

    /// Takes what is joined to `sequence`: a family, a heart on fire.
    private void join(StringBuilder sequence) {
        for (int parts = 1; parts < LONGEST && peek() == JOINER; parts++) {
            int before = at;
            at++;
            int part = peek();
            if (!isPicture(part)) {
                at = before;
                return;
            }
            at += Character.charCount(part);
            sequence.appendCodePoint(JOINER);
            append(part, sequence);
        }
        sequence.append(tags());
    }

    /// Appends a picture with its skin or style, and returns whether it has one.
    private boolean append(int picture, StringBuilder sequence) {
        sequence.appendCodePoint(picture);
        int next = peek();
        if (Character.isEmojiModifier(next)) {
            sequence.append(take());
            return true;
        }
        boolean marked = next == PICTURE_STYLE;
        if (marked) {
            at++;
        }
        if (!Character.isEmojiPresentation(picture) && peek() != TEXT_STYLE) {
            sequence.appendCodePoint(PICTURE_STYLE);
        }
        return marked;
    }

    /// Takes the tags that follow, and returns them if they make a flag that there is.
    private String tags() {
        int start = at;
        StringBuilder letters = new StringBuilder();
        while (peek() >= 0xE0020 && peek() <= 0xE007F) {
            if (peek() != 0xE007F) {
                letters.append((char) (peek() - 0xE0000));
            }
            at += 2;
        }
        return PARTS.contains(letters.toString()) ? text.substring(start, at) : "";
    }

    /// The code point that comes next, or 0 at the end.
    private int peek() {
        return at < text.length() ? text.codePointAt(at) : 0;
    }

    private String take() {
        int taken = peek();
        at += Character.charCount(taken);
        return Character.toString(taken);
    }

    private static boolean isPicture(int character) {
        return character >= FIRST
                && (Character.isExtendedPictographic(character)
                        || Character.isEmojiPresentation(character))
                && !Character.isEmojiModifier(character)
                && !isFlagLetter(character);
    }

    private static boolean isFlagLetter(int character) {
        return character >= 0x1F1E6 && character <= 0x1F1FF;
    }
}
