package dev.understudy.scrub.sheet;

import java.text.Normalizer;
import java.util.Arrays;

/// A text as finders read it: digits of all scripts and widths are `0` to `9`, dashes `-`, spaces
/// plain, and what cannot be seen is gone.
final class Folded {
    private final char[] chars;

    /// For each character, where it stood in the text; one more for the end.
    private final int[] starts;

    private Folded(char[] chars, int[] starts) {
        this.chars = chars;
        this.starts = starts;
    }

    static Folded of(String text) {
        return isPlain(text) ? plain(text) : new Fold(text).all();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static Folded plain(String text) {
        int[] starts = new int[text.length() + 1];
        Arrays.setAll(starts, i -> i);
        return new Folded(text.toCharArray(), starts);
    }

    /// The folded text; a copy.
    char[] chars() {
        return chars.clone();
    }

    /// Where the character at `index` stood in the text.
    int textStart(int index) {
        return starts[index];
    }

    /// Where the text goes on after the character before `end`, and after what is unseen there.
    int textEnd(int end) {
        int after = end;
        while (after < chars.length && starts[after] == starts[after - 1]) {
            after++;
        }
        return starts[after];
    }

    /// The first character that stood at `textIndex` or after it.
    int indexAt(int textIndex) {
        int found = Arrays.binarySearch(starts, textIndex);
        if (found < 0) {
            return -found - 1;
        }
        while (found > 0 && starts[found - 1] == textIndex) {
            found--;
        }
        return found;
    }

    /// One pass over a text.
    private static final class Fold {
        private final String text;
        private char[] chars;
        private int[] starts;
        private int length;

        Fold(String text) {
            this.text = text;
            chars = new char[text.length() + 16];
            starts = new int[text.length() + 17];
        }

        Folded all() {
            for (int at = 0; at < text.length(); ) {
                int character = text.codePointAt(at);
                if (character < 0x80) {
                    add((char) character, at);
                } else {
                    fold(character, at);
                }
                at += Character.charCount(character);
            }
            int[] ends = Arrays.copyOf(starts, length + 1);
            ends[length] = text.length();
            return new Folded(Arrays.copyOf(chars, length), ends);
        }

        private void fold(int character, int at) {
            if (isLookalike(character)) {
                String plain =
                        Normalizer.normalize(Character.toString(character), Normalizer.Form.NFKC);
                plain.codePoints().forEach(one -> foldOne(one, at));
            } else {
                foldOne(character, at);
            }
        }

        /// Letters and digits in circles, above and below the line, wide or styled.
        private static boolean isLookalike(int character) {
            return (character >= 0xB2 && character <= 0xB9)
                    || (character >= 0x2070 && character <= 0x209C)
                    || (character >= 0x2460 && character <= 0x24FF)
                    || (character >= 0xFE50 && character <= 0xFE6B)
                    || (character >= 0xFF01 && character <= 0xFF60)
                    || (character >= 0x1D400 && character <= 0x1D7FF);
        }

        private void foldOne(int character, int at) {
            switch (Character.getType(character)) {
                case Character.FORMAT,
                        Character.NON_SPACING_MARK,
                        Character.ENCLOSING_MARK,
                        Character.CONTROL -> {
                    if (character == '\n' || character == '\t') {
                        add((char) character, at);
                    }
                }
                case Character.DECIMAL_DIGIT_NUMBER ->
                        add((char) ('0' + Character.digit(character, 10)), at);
                case Character.SPACE_SEPARATOR -> add(' ', at);
                case Character.DASH_PUNCTUATION -> add('-', at);
                default -> addOther(character, at);
            }
        }

        private void addOther(int character, int at) {
            switch (character) {
                case 0x2212 -> add('-', at);
                case 0x2024, 0x3002, 0xFF61 -> add('.', at);
                case 0x115F, 0x1160, 0x3164, 0xFFA0 -> {} // letters without a shape
                default -> {
                    if (Character.isBmpCodePoint(character)) {
                        add((char) character, at);
                    } else {
                        add(Character.highSurrogate(character), at);
                        add(Character.lowSurrogate(character), at);
                    }
                }
            }
        }

        private void add(char folded, int at) {
            if (length == chars.length) {
                chars = Arrays.copyOf(chars, length * 2);
                starts = Arrays.copyOf(starts, length * 2 + 1);
            }
            chars[length] = folded;
            starts[length++] = at;
        }
    }
}
