package dev.understudy.scrub.key;

import dev.understudy.scrub.sheet.Sheet;

/// Tells random strings from words, by what characters they mix and how evenly.
final class Entropy {
    static final int SHORTEST = 16;

    private static final int LONG = 20;
    private static final int HEXADECIMAL = 32;

    /// Bits for each character. Random strings of 20 characters from 62 come to 3.9 and more, names
    /// and numbers joined with underscores to about 3.5.
    private static final double LEAST_BITS = 3.6;

    /// Of 32 hexadecimal digits, random ones come to 3.4 and more.
    private static final double LEAST_HEX_BITS = 2.8;

    /// Changes between capitals, small letters and digits, for each character. Random strings have
    /// 0.6, and 0.4 without capitals; words and dates joined in any manner below 0.25.
    private static final double LEAST_CHANGES = 0.28;

    /// A run of so many letters of one case is a word; one in 300 random strings of 40 has it.
    private static final int WORD = 7;

    /// Names in programs have a digit or two, at one place.
    private static final int LEAST_NUMBERS = 2;

    private static final int DIGIT = 0;
    private static final int CAPITAL = 1;
    private static final int SMALL = 2;
    private static final int OTHER = 3;

    private Entropy() {}

    static boolean hasDigitAndLetter(String token, int from) {
        boolean digit = false;
        boolean letter = false;
        for (int i = from; i < token.length(); i++) {
            digit |= Sheet.isDigit(token.charAt(i));
            letter |= Sheet.isAsciiLetter(token.charAt(i));
        }
        return digit && letter;
    }

    /// Whether nobody typed `token`.
    static boolean isRandom(String token) {
        if (token.length() >= HEXADECIMAL && isHexadecimal(token)) {
            return bits(token) >= LEAST_HEX_BITS;
        }
        return token.length() >= LONG
                && hasDigitAndLetter(token, 0)
                && bits(token) >= LEAST_BITS
                && changes(token) >= LEAST_CHANGES * token.length()
                && numbers(token) >= LEAST_NUMBERS
                && (longestWord(token) < WORD || token.length() > LONG * 2);
    }

    /// UUIDs have dashes.
    private static boolean isHexadecimal(String token) {
        int digits = 0;
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            if (Character.digit(c, 16) >= 0) {
                digits++;
            } else if (c != '-') {
                return false;
            }
        }
        return digits >= HEXADECIMAL && hasDigitAndLetter(token, 0);
    }

    private static double bits(String token) {
        int[] counts = new int[128];
        token.chars().forEach(c -> counts[c & 127]++);
        double bits = 0;
        for (int count : counts) {
            if (count > 0) {
                double share = (double) count / token.length();
                bits -= share * Math.log(share) / Math.log(2);
            }
        }
        return bits;
    }

    private static int changes(String token) {
        int changes = 0;
        for (int i = 1; i < token.length(); i++) {
            int before = type(token.charAt(i - 1));
            int type = type(token.charAt(i));
            if (type != before && type != OTHER && before != OTHER) {
                changes++;
            }
        }
        return changes;
    }

    private static int numbers(String token) {
        int numbers = 0;
        for (int i = 0; i < token.length(); i++) {
            if (Sheet.isDigit(token.charAt(i)) && (i == 0 || !Sheet.isDigit(token.charAt(i - 1)))) {
                numbers++;
            }
        }
        return numbers;
    }

    private static int longestWord(String token) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < token.length(); i++) {
            boolean goesOn =
                    Sheet.isAsciiLetter(token.charAt(i))
                            && (i == 0 || type(token.charAt(i)) == type(token.charAt(i - 1)));
            run = goesOn ? run + 1 : 1;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    private static int type(char c) {
        if (Sheet.isDigit(c)) {
            return DIGIT;
        }
        return c >= 'A' && c <= 'Z' ? CAPITAL : Sheet.isAsciiLetter(c) ? SMALL : OTHER;
    }
}
