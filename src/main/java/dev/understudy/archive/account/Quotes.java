package dev.understudy.archive.account;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Finds what others repeat of somebody's messages: lines that begin with `>` and repeat one of
/// theirs, and copies of eight words in a row, or of 24 characters of a script without spaces.
///
/// Case, punctuation and white space make no difference. Memory: the different lines and eight
/// words in a row of theirs, as hashes. One thread.
public final class Quotes {
    private static final int WORD = 3;
    private static final int LENGTH = 8 * WORD;

    /// "ha ha ha" is anybody's.
    private static final int LEAST_VARIETY = 3 * WORD;

    private final Set<String> lines = new HashSet<>();
    private final Set<Long> passages = new HashSet<>();

    /// One word, or one character of a script without spaces, and where it stands.
    private record Unit(String text, int start, int end) {
        int length() {
            return isUnspaced(text.codePointAt(0)) ? 1 : WORD;
        }
    }

    /// Takes a message of theirs.
    public void add(String text) {
        text.lines().map(Quotes::folded).filter(line -> !line.isEmpty()).forEach(lines::add);
        List<Unit> units = units(text);
        for (int start = 0; start < units.size(); start++) {
            int end = end(units, start);
            if (end > 0) {
                passages.add(hash(units, start, end));
            }
        }
    }

    /// `text` without what it repeats, so that it is equal when it repeats nothing.
    public String without(String text) {
        List<String> kept = new ArrayList<>();
        boolean dropped = false;
        for (String line : text.split("\n", -1)) {
            if (isQuote(line)) {
                dropped = true;
            } else {
                kept.add(line);
            }
        }
        return withoutCopies(dropped ? String.join("\n", kept).strip() : text);
    }

    private boolean isQuote(String line) {
        String bare = line.strip();
        if (!bare.startsWith(">")) {
            return false;
        }
        String quoted = folded(bare);
        return !quoted.isEmpty() && lines.contains(quoted);
    }

    private String withoutCopies(String text) {
        List<Unit> units = units(text);
        boolean[] copied = new boolean[units.size()];
        boolean any = false;
        for (int start = 0; start < units.size(); start++) {
            int end = end(units, start);
            if (end > 0 && passages.contains(hash(units, start, end))) {
                Arrays.fill(copied, start, end, true);
                any = true;
            }
        }
        if (!any) {
            return text;
        }
        StringBuilder rest = new StringBuilder();
        int from = 0;
        for (int i = 0; i < copied.length; i++) {
            if (copied[i]) {
                rest.append(
                        i == 0 || !copied[i - 1] ? text.substring(from, units.get(i).start) : "");
                from = units.get(i).end;
            }
        }
        return rest.append(text.substring(from)).toString().strip();
    }

    /// Where the passage ends that begins with unit `start`; 0 where the text is too short, or says
    /// two words over and over.
    private static int end(List<Unit> units, int start) {
        int length = 0;
        for (int end = start; end < units.size(); end++) {
            length += units.get(end).length();
            if (length >= LENGTH) {
                return variety(units.subList(start, end + 1)) < LEAST_VARIETY ? 0 : end + 1;
            }
        }
        return 0;
    }

    private static int variety(List<Unit> passage) {
        Map<String, Integer> different = new HashMap<>();
        passage.forEach(unit -> different.put(unit.text, unit.length()));
        return different.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static long hash(List<Unit> units, int start, int end) {
        long hash = 0xCBF29CE484222325L;
        for (int i = start; i < end; i++) {
            String word = units.get(i).text;
            for (int at = 0; at < word.length(); at++) {
                hash = (hash ^ word.charAt(at)) * 0x100000001B3L;
            }
            hash = (hash ^ ' ') * 0x100000001B3L;
        }
        return hash;
    }

    private static String folded(String line) {
        StringBuilder folded = new StringBuilder();
        units(line).forEach(unit -> folded.append(folded.isEmpty() ? "" : " ").append(unit.text));
        return folded.toString();
    }

    private static List<Unit> units(String text) {
        List<Unit> units = new ArrayList<>();
        int word = -1;
        for (int at = 0; at <= text.length(); ) {
            int character = at < text.length() ? text.codePointAt(at) : ' ';
            boolean unspaced = isUnspaced(character);
            boolean inWord = Character.isLetterOrDigit(character) && !unspaced;
            if (inWord && word < 0) {
                word = at;
            } else if (!inWord && word >= 0) {
                units.add(unit(text, word, at));
                word = -1;
            }
            int next = at + Character.charCount(character);
            if (unspaced) {
                units.add(unit(text, at, next));
            }
            at = next;
        }
        return units;
    }

    private static Unit unit(String text, int start, int end) {
        return new Unit(text.substring(start, end).toLowerCase(Locale.ROOT), start, end);
    }

    private static boolean isUnspaced(int character) {
        return switch (Character.UnicodeScript.of(character)) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
            default -> false;
        };
    }
}
