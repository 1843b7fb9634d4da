package dev.understudy.imports.whatsapp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a line's sender ends and the text begins, learned from the whole export: a notice may hold
/// a colon (`Ann named the group "Plan: B"`), and so may a name. One thread.
final class Senders {
    private static final int LONGEST_NAME = 200;
    private static final int MOST_NAMES = 50_000;
    private static final int OFTEN = 5;

    private static final Pattern SPACES = Pattern.compile("[\\s\u00A0\u202F]+");
    private static final Pattern NUMBER = Pattern.compile("\\+?[\\d ().-]{7,30}");
    private static final String QUOTES = "\"„“”«»「」『』";

    /// @param name as friends know the sender
    /// @param body the text's first line
    record Split(String name, String body) {
        /// The telephone number in one form for all phones, or the name.
        String key() {
            return NUMBER.matcher(name).matches() ? "+" + name.replaceAll("\\D", "") : name;
        }
    }

    private final Map<String, Integer> heard = new HashMap<>();

    /// Learns from what follows a head.
    void hear(String rest) {
        for (Split split : splits(rest)) {
            if (heard.size() < MOST_NAMES || heard.containsKey(split.name())) {
                heard.merge(split.name(), 1, Integer::sum);
            }
        }
    }

    /// The sender and text in `rest`; empty for a notice.
    Optional<Split> split(String rest) {
        List<Split> splits = splits(rest);
        if (splits.isEmpty() || isNotice(splits.getFirst().name())) {
            return Optional.empty();
        }
        int times = times(splits.getFirst());
        return Optional.of(
                splits.size() == 2 && times >= OFTEN && times(splits.getLast()) == times
                        ? splits.getLast()
                        : splits.getFirst());
    }

    private int times(Split split) {
        return heard.getOrDefault(split.name(), 0);
    }

    /// Whether it begins a quotation and does not end it, as a notice that is cut in two does.
    private boolean isNotice(String name) {
        long quotes = name.chars().filter(c -> QUOTES.indexOf(c) >= 0).count();
        return quotes % 2 == 1 && heard.getOrDefault(name, 0) < OFTEN;
    }

    /// Up to two ways to split `rest`, the shorter name first.
    private static List<Split> splits(String rest) {
        List<Split> splits = new ArrayList<>(2);
        int colon = rest.indexOf(':');
        while (colon >= 0 && colon <= LONGEST_NAME && splits.size() < 2) {
            String after = rest.substring(colon + 1);
            String name = cleaned(rest.substring(0, colon));
            if (!name.isEmpty() && (after.isEmpty() || after.equals(".") || isSpace(after))) {
                splits.add(new Split(name, after.length() < 2 ? "" : after.substring(1)));
            }
            colon = rest.indexOf(':', colon + 1);
        }
        return splits;
    }

    /// Whether there is nothing to do about it, as with most names.
    private static boolean isClean(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean single = c == ' ' && i > 0 && name.charAt(i - 1) != ' ';
            if (!(single || (c > ' ' && c < 0x7F && c != '~'))) {
                return false;
            }
        }
        return !name.endsWith(" ");
    }

    private static boolean isSpace(String after) {
        return after.charAt(0) == ' ' || after.charAt(0) == '\u00A0';
    }

    /// Without marks of direction, and the tilde before names that are not in the address book.
    private static String cleaned(String name) {
        if (isClean(name)) {
            return name;
        }
        String spaced = SPACES.matcher(Words.unmarked(name)).replaceAll(" ").strip();
        String plain = spaced.startsWith("~") ? spaced.substring(1).strip() : spaced;
        return plain.replace('\u2011', '-');
    }
}
