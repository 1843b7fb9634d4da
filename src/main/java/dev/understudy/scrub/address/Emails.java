package dev.understudy.scrub.address;

import dev.understudy.scrub.sheet.Secret;
import dev.understudy.scrub.sheet.Sheet;

/// E-mail addresses, also spelled `alice (at) example (dot) org`.
public final class Emails {
    private static final int LONGEST_USER = 64;
    private static final int LONGEST = 254;

    private Emails() {}

    public static void mark(Sheet sheet) {
        for (int at = 0; at < sheet.length(); at++) {
            switch (sheet.at(at)) {
                case '@' -> markAround(sheet, at, at + 1);
                case '(', '[', '{', ' ' -> {
                    int end = spelled(sheet, at, "at");
                    if (end > at) {
                        markAround(sheet, at, end);
                    }
                }
                default -> {}
            }
        }
    }

    /// Where `(at)`, ` [at] ` or ` at ` ends that begins at `start`; else -1.
    private static int spelled(Sheet sheet, int start, String word) {
        int at = sheet.at(start) == ' ' ? start + 1 : start;
        int bracket = "([{".indexOf(sheet.at(at));
        int first = bracket < 0 ? at : at + 1;
        int end = first + word.length();
        if (!sheet.reads(word, first) || (bracket < 0 && at == start)) {
            return -1;
        }
        if (bracket >= 0) {
            if (sheet.at(end) != ")]}".charAt(bracket)) {
                return -1;
            }
            end++;
        } else if (sheet.at(end) != ' ') {
            return -1;
        }
        return sheet.at(end) == ' ' ? end + 1 : end;
    }

    /// Marks the address whose at sign stands from `sign` to `host`.
    private static void markAround(Sheet sheet, int sign, int host) {
        boolean plain = host == sign + 1 && sheet.at(sign) == '@';
        int last = plain && sheet.at(sign - 1) == ' ' ? sign - 1 : sign;
        int start = userStart(sheet, last);
        int from = plain && sheet.at(host) == ' ' ? host + 1 : host;
        int end = hostEnd(sheet, from);
        if (start == last || end < 0 || (!plain && !isSure(sheet, sign, from, end))) {
            return;
        }
        boolean spaced = last < sign || from > host;
        if (spaced && !isKnown(sheet, from, end)) {
            return;
        }
        int first = sheet.reads("mailto:", start - 7) ? start - 7 : start;
        sheet.mark(first, end, Secret.EMAIL);
    }

    /// ` at ` without brackets is a word of its own: `meet me at example.org`.
    private static boolean isSure(Sheet sheet, int sign, int from, int end) {
        boolean bracketed = sheet.at(sign) != ' ' || "([{".indexOf(sheet.at(sign + 1)) >= 0;
        return bracketed || sheet.part(from, end).indexOf(' ') >= 0;
    }

    private static int userStart(Sheet sheet, int end) {
        int start = end;
        while (end - start < LONGEST_USER && isOfUser(sheet.at(start - 1))) {
            start--;
        }
        while (start < end && !Sheet.isOfWord(sheet.at(start))) {
            start++;
        }
        return start;
    }

    private static boolean isOfUser(char c) {
        return Sheet.isOfWord(c) || "._%+-~!#$&'*=?^`{|}".indexOf(c) >= 0;
    }

    /// Where a machine's name ends, also one spelled `example (dot) org`; -1 when none is there.
    private static int hostEnd(Sheet sheet, int from) {
        int end = Hosts.end(sheet, from);
        boolean spelled = false;
        for (int dot = dotEnd(sheet, from, end);
                dot > end && dot - from < LONGEST;
                dot = dotEnd(sheet, from, end)) {
            int label = Hosts.end(sheet, dot);
            if (label == dot) {
                break;
            }
            spelled = true;
            end = label;
        }
        return spelled || Hosts.isName(sheet, from, end) ? end : -1;
    }

    /// Where ` (dot) `, ` dot ` or ` . ` ends; else -1. The last begins a sentence after a name
    /// that has its ending.
    private static int dotEnd(Sheet sheet, int from, int at) {
        if (at == from) {
            return -1;
        }
        if (sheet.reads(" . ", at)) {
            return Hosts.isName(sheet, from, at) ? -1 : at + 3;
        }
        int dot = spelled(sheet, at, "dot");
        return dot > at ? dot : spelled(sheet, at, "punkt");
    }

    private static boolean isKnown(Sheet sheet, int from, int end) {
        return sheet.part(from, end).indexOf(' ') >= 0 || Hosts.isUnmistakable(sheet, from, end);
    }
}
