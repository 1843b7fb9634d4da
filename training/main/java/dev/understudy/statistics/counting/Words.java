package dev.understudy.statistics.counting;

/// How many words a text has.
public final class Words {
    private Words() {}

    /// Runs without white space that hold a letter or a digit, so that a link is one word and a
    /// smiley none; of scripts written without spaces, each character of Chinese and Japanese.
    public static int in(String text) {
        int words = 0;
        boolean inWord = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (isWordByItself(c)) {
                words++;
                inWord = false;
            } else if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                inWord = false;
            } else if (!inWord && Character.isLetterOrDigit(c)) {
                inWord = true;
                words++;
            }
        }
        return words;
    }

    private static boolean isWordByItself(int c) {
        return c >= 0x3040 && (Character.isIdeographic(c) || c <= 0x30FF);
    }
}
