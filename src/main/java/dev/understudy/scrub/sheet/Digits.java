package dev.understudy.scrub.sheet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Groups of digits that follow each other with at most a few separators between them, as numbers
/// of cards and telephones are written.
///
/// @param groups their digits
/// @param starts where each group begins
public record Digits(List<String> groups, List<Integer> starts) {
    private static final int MOST_SEPARATORS = 3;

    /// Longer runs are tables: looked at in pieces.
    private static final int MOST_GROUPS = 40;

    public Digits {
        groups = List.copyOf(groups);
        starts = List.copyOf(starts);
    }

    /// Hands all runs of `sheet` to `sink`.
    public static void forEachIn(Sheet sheet, Consumer<Digits> sink) {
        int at = 0;
        while (at < sheet.length()) {
            if (!Sheet.isDigit(sheet.at(at))) {
                at++;
                continue;
            }
            List<String> groups = new ArrayList<>();
            List<Integer> starts = new ArrayList<>();
            int next = at;
            while (next >= 0 && groups.size() < MOST_GROUPS) {
                int start = next;
                at = next;
                while (Sheet.isDigit(sheet.at(at))) {
                    at++;
                }
                groups.add(sheet.part(start, at));
                starts.add(start);
                next = nextGroup(sheet, at);
            }
            sink.accept(new Digits(groups, starts));
        }
    }

    /// Where the group after `end` begins; -1 when something else than separators is between, or
    /// more than one line end.
    private static int nextGroup(Sheet sheet, int end) {
        int lines = 0;
        for (int at = end; at <= end + MOST_SEPARATORS; at++) {
            char c = sheet.at(at);
            if (Sheet.isDigit(c)) {
                return at > end ? at : -1;
            }
            lines += c == '\n' ? 1 : 0;
            if (" .-/()\n\t".indexOf(c) < 0 || lines > 1 || at >= sheet.length()) {
                return -1;
            }
        }
        return -1;
    }

    public int size() {
        return groups.size();
    }

    public int start() {
        return starts.getFirst();
    }

    public int end() {
        return starts.getLast() + groups.getLast().length();
    }

    /// The groups from number `from` to `to`, exclusive.
    public Digits part(int from, int to) {
        return new Digits(groups.subList(from, to), starts.subList(from, to));
    }

    /// All digits, without what is between them.
    public String joined() {
        return String.join("", groups);
    }

    /// The lengths of the groups: `3-3-4`.
    public String shape() {
        return groups.stream()
                .map(group -> String.valueOf(group.length()))
                .collect(Collectors.joining("-"));
    }

    /// What stands between the groups, each separator once.
    public String separators(Sheet sheet) {
        StringBuilder found = new StringBuilder();
        for (int at = start(); at < end(); at++) {
            char c = sheet.at(at);
            if (!Sheet.isDigit(c) && found.indexOf(String.valueOf(c)) < 0) {
                found.append(c);
            }
        }
        return found.toString();
    }

    /// How many different digits there are.
    public int distinct() {
        return (int) joined().chars().distinct().count();
    }

    /// Whether the groups count up or down in even steps, or up at all where there are many.
    public boolean counts() {
        if (size() < 3) {
            return false;
        }
        boolean even = true;
        boolean up = true;
        long step = number(1) - number(0);
        for (int i = 1; i < size(); i++) {
            even &= number(i) - number(i - 1) == step;
            up &= number(i) > number(i - 1);
        }
        return even || (up && size() > 5);
    }

    private long number(int group) {
        String digits = groups.get(group);
        return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
    }
}
