package dev.understudy.chat;

import java.util.regex.Pattern;

/// Text made fit for a transcript. Everything else (emoji joiners, styled letters, direction marks)
/// stays as typed: no Unicode normalisation form is applied.
final class Normalized {
    private static final Pattern LINE_END = Pattern.compile("\r\n|[\r\u000B\f\u0085\u2028\u2029]");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\n\t]]");
    private static final Pattern BLANK_LINES = Pattern.compile("\n[\\s\\h]*\n");

    private Normalized() {}

    /// `text` with one kind of line end, no control characters, no blank lines, and no white space
    /// around it. Applying it twice changes nothing. Empty when nothing but white space was there.
    static String message(String text) {
        if (isNormal(text)) {
            return text;
        }
        String lines = LINE_END.matcher(wellFormed(text)).replaceAll("\n");
        String printable = CONTROL.matcher(lines).replaceAll("");
        return trim(BLANK_LINES.matcher(printable).replaceAll("\n"));
    }

    /// Whether there is nothing to do, as with most messages: one line of ordinary characters.
    private static boolean isNormal(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean ordinary = c >= ' ' && (c < 0x7F || c > 0x9F);
            if (!ordinary || c == '\u2028' || c == '\u2029' || Character.isSurrogate(c)) {
                return false;
            }
        }
        return text.isEmpty()
                || !(isSpace(text.charAt(0)) || isSpace(text.charAt(text.length() - 1)));
    }

    /// `text` with every surrogate that lacks its partner replaced by U+FFFD, as UTF-8 cannot carry
    /// it.
    static String wellFormed(String text) {
        StringBuilder repaired = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .forEach(repaired::appendCodePoint);
        return repaired.toString();
    }

    private static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /// Everything that a reader could take for an empty line or strip from one.
    static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
