package dev.understudy.chat.text;

/// What can be seen of a text: not its spaces, direction marks, joiners and blank letters.
public final class Visible {
    private Visible() {}

    /// Whether anything in `text` can be seen.
    public static boolean anyIn(String text) {
        return text.codePoints().anyMatch(Visible::is);
    }

    /// Whether `character`, a code point, can be seen by itself.
    public static boolean is(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            // The blank of Braille is as wide as a letter, and as white as the paper.
            default -> character != 0x2800 && !isFiller(character);
        };
    }

    /// Whether `character` stands in for a missing letter of Hangul: a letter without a shape.
    public static boolean isFiller(int character) {
        return switch (character) {
            case 0x115F, 0x1160, 0x3164, 0xFFA0 -> true;
            default -> false;
        };
    }
}
