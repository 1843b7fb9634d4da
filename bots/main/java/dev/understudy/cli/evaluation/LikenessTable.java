package dev.understudy.cli.evaluation;

import dev.understudy.likeness.Attribution;
import dev.understudy.likeness.Attribution.Tally;
import dev.understudy.likeness.Faults;
import dev.understudy.likeness.Faults.Pair;
import dev.understudy.likeness.Friend;
import dev.understudy.likeness.Likeness;
import dev.understudy.likeness.Share;
import dev.understudy.likeness.Style;
import dev.understudy.likeness.WhoSaidIt;
import dev.understudy.likeness.style.StyleDistance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// A likeness for a terminal: a line for each friend, then what is wrong.
public final class LikenessTable {
    private static final String EVERYONE = "everyone";
    private static final String NOTHING = "-";

    private final Likeness likeness;

    private LikenessTable(Likeness likeness) {
        this.likeness = likeness;
    }

    /// Lines, the last without a line end.
    public static String of(Likeness likeness) {
        LikenessTable table = new LikenessTable(likeness);
        List<String> lines = new ArrayList<>();
        lines.add("How " + likeness.model() + " is like its friends, on what it never saw:");
        lines.addAll(aligned(table.rows()));
        lines.addAll(table.faults());
        return String.join(System.lineSeparator(), lines);
    }

    private List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(heads());
        rows.add(everyone());
        for (int i = 0; i < likeness.friends().size(); i++) {
            rows.add(friend(i));
        }
        return rows;
    }

    private List<String> heads() {
        List<String> heads =
                new ArrayList<>(
                        List.of("", "perplexity", "own name", "attributed", "friend", "chain"));
        likeness.base().ifPresent(heads::add);
        heads.addAll(List.of("style", "floor"));
        return heads;
    }

    private List<String> everyone() {
        List<String> row = new ArrayList<>(List.of(EVERYONE));
        row.add(number(likeness.whole().perplexity()));
        row.add(
                likeness.whoSaidIt()
                        .map(WhoSaidIt::rightOfAll)
                        .map(LikenessTable::part)
                        .orElse(NOTHING));
        addAttribution(row, Tally::all);
        row.addAll(List.of("", ""));
        return row;
    }

    private List<String> friend(int place) {
        Friend friend = likeness.friends().get(place);
        List<String> row = new ArrayList<>(List.of(friend.name().text()));
        row.add(number(friend.words().perplexity()));
        row.add(likeness.whoSaidIt().map(table -> part(table.right().get(place))).orElse(NOTHING));
        addAttribution(row, tally -> tally.friends().get(place));
        row.add(friend.style().map(Style::distance).map(LikenessTable::bits).orElse(NOTHING));
        row.add(friend.style().map(Style::floor).map(LikenessTable::bits).orElse(NOTHING));
        return row;
    }

    private void addAttribution(List<String> row, Function<Tally, Share> share) {
        List<Function<Attribution, Tally>> sources =
                List.of(Attribution::replies, Attribution::real, Attribution::chain);
        for (Function<Attribution, Tally> source : sources) {
            row.add(
                    likeness.attribution()
                            .map(source)
                            .map(share)
                            .map(LikenessTable::part)
                            .orElse(NOTHING));
        }
        if (likeness.base().isPresent()) {
            row.add(
                    likeness.attribution()
                            .flatMap(Attribution::base)
                            .map(share)
                            .map(LikenessTable::part)
                            .orElse(NOTHING));
        }
    }

    /// The mean of the divergences.
    private static String bits(StyleDistance style) {
        return number((style.words() + style.characters() + style.lines() + style.endings()) / 4);
    }

    private List<String> faults() {
        Faults faults = likeness.faults();
        List<String> lines = new ArrayList<>();
        likeness.attribution()
                .ifPresent(
                        found ->
                                lines.add(
                                        "Attributed by chance: "
                                                + percent(found.chance())
                                                + ". Style: mean divergence in bits, beside that"
                                                + " of the friend's own halves."));
        lines.add(
                "Empty %s; repeated %s; copies of %d words %s."
                        .formatted(
                                part(faults.empty()),
                                pair(faults.repetition()),
                                likeness.settings().copiedWords(),
                                pair(faults.copies())));
        if (likeness.base().isEmpty()) {
            lines.add("There is no base model here to compare with.");
        }
        return lines;
    }

    private static String pair(Pair pair) {
        return part(pair.replies()) + " (friends " + part(pair.real()) + ")";
    }

    private static String part(Share share) {
        return share.of() == 0 ? NOTHING : percent(share.part());
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * part);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.2f", value);
    }

    private static List<String> aligned(List<List<String>> rows) {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String format =
                        i == 0 ? "%-" + Math.max(1, widths[0]) + "s" : "  %" + widths[i] + "s";
                line.append(String.format(Locale.ROOT, format, row.get(i)));
            }
            lines.add(line.toString());
        }
        return lines;
    }
}
