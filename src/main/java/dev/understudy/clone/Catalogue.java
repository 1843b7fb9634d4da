package dev.understudy.clone;

import dev.understudy.settings.Spelling;
import dev.understudy.settings.UserError;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The clones that one model offers, the most talkative first.
public final class Catalogue {
    /// Two typing slips, as in "alcie" for "alice" (a swap counts as two).
    private static final int SLIPS = 2;

    /// How many names an error message lists.
    private static final int SHOWN = 20;

    private final List<Speaker> clones;

    /// @param speakers whom the model plays
    public Catalogue(List<Speaker> speakers) {
        clones =
                speakers.stream()
                        .sorted(
                                Comparator.comparingLong(Speaker::turns)
                                        .reversed()
                                        .thenComparing(Speaker::name))
                        .toList();
    }

    /// Everyone there is.
    public List<Speaker> clones() {
        return clones;
    }

    /// The clone that someone means by `name`, in any case: a transcript name, else a display name,
    /// else the first word of one.
    ///
    /// Throws UserError that names who is there when nobody or more than one is meant.
    public Speaker find(String name) {
        String wanted = folded(name);
        List<Predicate<Speaker>> ways =
                List.of(
                        clone -> folded(clone.name().text()).equals(wanted),
                        clone -> folded(clone.displayName()).equals(wanted),
                        clone -> folded(clone.displayName()).startsWith(wanted + " "));
        for (Predicate<Speaker> way : ways) {
            List<Speaker> meant = clones.stream().filter(way).toList();
            if (meant.size() == 1) {
                return meant.getFirst();
            }
            if (meant.size() > 1) {
                throw ambiguous(name, meant);
            }
        }
        throw unknown(name);
    }

    private static UserError ambiguous(String name, List<Speaker> meant) {
        String names =
                meant.stream().map(clone -> clone.name().text()).collect(Collectors.joining(", "));
        return new UserError(
                "\"" + name.strip() + "\" could be " + meant.size() + " friends: " + names + ".",
                "Give the name in full, as listed here.");
    }

    private UserError unknown(String name) {
        String problem = "There is no clone of \"" + name.strip() + "\".";
        if (clones.isEmpty()) {
            return new UserError(
                    problem + " Nobody is played here yet.",
                    "Import chats, then train: understudy train, or /retrain among operators.");
        }
        String here =
                clones.stream()
                        .limit(SHOWN)
                        .map(Speaker::displayName)
                        .collect(Collectors.joining(", ", "", clones.size() > SHOWN ? ", …" : ""));
        return new UserError(
                problem,
                nearest(name).map(near -> "Did you mean " + near + "? ").orElse("")
                        + "Here are: "
                        + here
                        + ".");
    }

    private Optional<String> nearest(String name) {
        return Spelling.nearest(
                        folded(name),
                        clones.stream().map(clone -> folded(clone.displayName())).toList(),
                        SLIPS)
                .flatMap(
                        near ->
                                clones.stream()
                                        .map(Speaker::displayName)
                                        .filter(display -> folded(display).equals(near))
                                        .findFirst());
    }

    private static String folded(String name) {
        return name.strip().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
