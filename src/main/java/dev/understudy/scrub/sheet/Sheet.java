package dev.understudy.scrub.sheet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// A text on which finders mark what is private. What is marked reads as [#BLANK] from then on, so
/// that no character is found twice. Positions are those of the folded text. One thread.
public final class Sheet {
    /// What a marked character reads as; no letter, digit or space.
    static final char BLANK = '\u0001';

    private final String original;
    private final String before;
    private final Folded folded;
    private final char[] chars;
    private final List<Mark> marks = new ArrayList<>();
    private final Map<Secret, Integer> counts = new EnumMap<>(Secret.class);

    /// A part of the original text, and what stands in its place.
    private record Mark(int start, int end, String replacement) {}

    /// @param original the text
    /// @param before what was said before it, which tells what its numbers are; may be empty
    public Sheet(String original, String before) {
        this.original = original;
        this.before = before;
        folded = Folded.of(original);
        chars = folded.chars();
    }

    /// What was said before.
    public String before() {
        return before;
    }

    public int length() {
        return chars.length;
    }

    /// The character at `index`; a line end outside of the text.
    public char at(int index) {
        return index < 0 || index >= chars.length ? '\n' : chars[index];
    }

    /// The text from `from` to `to`, as it reads now.
    public String part(int from, int to) {
        return new String(chars, from, to - from);
    }

    /// Where `found` stands next from `from` on, whatever the case of its ASCII letters, which must
    /// be lower case in `found`; else -1.
    public int indexOf(String found, int from) {
        for (int at = from; at + found.length() <= chars.length; at++) {
            if (reads(found, at)) {
                return at;
            }
        }
        return -1;
    }

    /// Whether `expected` stands at `index`, with the same rule for letters.
    public boolean reads(String expected, int index) {
        if (index < 0 || index + expected.length() > chars.length) {
            return false;
        }
        for (int i = 0; i < expected.length(); i++) {
            char c = chars[index + i];
            if ((c >= 'A' && c <= 'Z' ? (char) (c + 32) : c) != expected.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// Marks `secret` from `start` to `end`.
    public void mark(int start, int end, Secret secret) {
        replace(start, end, secret.token());
        counts.merge(secret, 1, Integer::sum);
    }

    /// Puts `replacement` there without counting it.
    public void replace(int start, int end, String replacement) {
        marks.add(new Mark(folded.textStart(start), folded.textEnd(end), replacement));
        hide(start, end);
    }

    /// Marks a part of the original text, unless some of it has been marked before.
    public void markOriginal(int start, int end, Secret secret) {
        int from = folded.indexAt(start);
        int to = folded.indexAt(end);
        if (from < to && isFree(from, to)) {
            mark(from, to, secret);
        }
    }

    /// Whether nothing is marked from `start` to `end`.
    public boolean isFree(int start, int end) {
        for (int i = start; i < end; i++) {
            if (chars[i] == BLANK) {
                return false;
            }
        }
        return true;
    }

    /// Has finders pass over it; it stays in the text.
    public void hide(int start, int end) {
        for (int i = start; i < end; i++) {
            chars[i] = BLANK;
        }
    }

    /// The text as it was.
    public String original() {
        return original;
    }

    /// The text with what was found replaced.
    public String rendered() {
        if (marks.isEmpty()) {
            return original;
        }
        marks.sort(Comparator.comparingInt(Mark::start));
        StringBuilder text = new StringBuilder(original.length());
        int at = 0;
        for (Mark mark : marks) {
            // Two marks meet only inside one character that folds to several.
            if (mark.start >= at) {
                text.append(original, at, mark.start).append(mark.replacement);
            }
            at = Math.max(at, mark.end);
        }
        return text.append(original, at, original.length()).toString();
    }

    /// How many were found, by sort.
    public Map<Secret, Integer> counts() {
        return counts;
    }

    public static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    public static boolean isAsciiLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    public static boolean isAlphanumeric(char c) {
        return isDigit(c) || isAsciiLetter(c);
    }

    /// A letter or digit of any script; half a character beyond 16 bits is none.
    public static boolean isOfWord(char c) {
        return c < 0x80 ? isAlphanumeric(c) : Character.isLetterOrDigit(c);
    }
}
