package dev.understudy.scrub.address;

import dev.understudy.scrub.sheet.Sheet;
import java.util.Locale;
import java.util.Set;

/// Names of machines as they stand in addresses: `example.org`, `shop.example.co.uk`.
final class Hosts {
    /// Endings that make a link of a name by themselves. Others, such as `.it`, `.me` or `.eu`, end
    /// a sentence whose space was forgotten: they count after `www.`, `@` and before a path alone.
    private static final Set<String> ENDINGS =
            Set.of(
                    "com", "org", "net", "edu", "gov", "info", "biz", "xyz", "gg", "io", "app",
                    "dev", "tv", "ly", "ru", "de", "fr", "uk", "nl", "pl", "cz", "ch", "jp", "cn",
                    "br", "au", "onion", "moe", "icu", "рф");

    /// Names of programs that look like addresses.
    private static final Set<String> PROGRAMS = Set.of("asp.net", "ado.net", "vb.net", "ml.net");

    private static final int LONGEST = 253;

    private Hosts() {}

    private static boolean isOfLabel(char c) {
        return Sheet.isOfWord(c) || c == '-' || c == '_';
    }

    /// Where the name that `dot` stands in begins; `dot` itself when there is none.
    static int start(Sheet sheet, int dot) {
        int start = dot;
        while (dot - start < LONGEST
                && (isOfLabel(sheet.at(start - 1))
                        || (sheet.at(start - 1) == '.' && isOfLabel(sheet.at(start - 2))))) {
            start--;
        }
        while (start < dot && sheet.at(start) == '-') {
            start++;
        }
        return start;
    }

    /// Where the name ends that begins at `start`: after its last label.
    static int end(Sheet sheet, int start) {
        int end = start;
        while (end - start < LONGEST
                && (isOfLabel(sheet.at(end))
                        || (sheet.at(end) == '.' && end > start && isOfLabel(sheet.at(end + 1))))) {
            end++;
        }
        while (end > start && !Sheet.isOfWord(sheet.at(end - 1))) {
            end--;
        }
        return end;
    }

    /// Whether there is a dot in it and a word of two letters or more after the last one.
    static boolean isName(Sheet sheet, int start, int end) {
        return ending(sheet, start, end).length() >= 2;
    }

    /// Whether people would take it for a link where nothing else says so.
    static boolean isUnmistakable(Sheet sheet, int start, int end) {
        return ENDINGS.contains(ending(sheet, start, end))
                && !PROGRAMS.contains(sheet.part(start, end).toLowerCase(Locale.ROOT));
    }

    /// The letters after the last dot, in lower case; empty when there is no dot or a digit.
    private static String ending(Sheet sheet, int start, int end) {
        int dot = end - 1;
        while (dot > start && sheet.at(dot) != '.') {
            if (!Character.isLetter(sheet.at(dot))) {
                return "";
            }
            dot--;
        }
        return dot <= start ? "" : sheet.part(dot + 1, end).toLowerCase(Locale.ROOT);
    }
}
