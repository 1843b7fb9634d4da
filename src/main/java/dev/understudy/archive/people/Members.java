package dev.understudy.archive.people;

import dev.understudy.settings.Spelling;
import dev.understudy.settings.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/// Everyone of a circle, by whatever name an operator types.
public record Members(List<Member> all) {
    private static final int SUGGESTED = 3;

    /// From the surest way to mean somebody to the least.
    private static final List<BiPredicate<Member, String>> WAYS =
            List.of(
                    (member, name) -> folded(member.name()).equals(name),
                    (member, name) -> folded(member.person().displayName()).equals(name),
                    (member, name) ->
                            member.person().aliases().stream()
                                    .anyMatch(alias -> folded(alias).equals(name)),
                    (member, name) ->
                            member.person().handles().stream()
                                    .anyMatch(handle -> folded(handle.toString()).equals(name)));

    public Members {
        all = List.copyOf(all);
    }

    /// Who is meant by `name`, in any case: a transcript name, else a display name, else an alias,
    /// else a handle. Throws UserError, with the names nearest to it, when nobody or more than one
    /// is.
    public Member find(String name) {
        for (BiPredicate<Member, String> way : WAYS) {
            List<Member> meant =
                    all.stream().filter(member -> way.test(member, folded(name))).toList();
            if (meant.size() > 1) {
                throw new UserError(
                        "\"%s\" could be %d people: %s."
                                .formatted(
                                        name.strip(),
                                        meant.size(),
                                        meant.stream()
                                                .map(Member::name)
                                                .collect(Collectors.joining(", "))),
                        "Name them as listed here.");
            }
            if (!meant.isEmpty()) {
                return meant.getFirst();
            }
        }
        throw unknown(name);
    }

    private UserError unknown(String name) {
        Map<String, String> known = new TreeMap<>();
        for (Member member : all) {
            member.person().aliases().forEach(alias -> known.put(folded(alias), alias));
            known.put(folded(member.person().displayName()), member.person().displayName());
        }
        all.forEach(member -> known.put(folded(member.name()), member.name()));
        List<String> near =
                new ArrayList<>(Spelling.closest(folded(name), known.keySet(), SUGGESTED));
        near.replaceAll(known::get);
        return new UserError(
                "There is nobody called \"" + name.strip() + "\" here.",
                near.isEmpty()
                        ? "understudy people lists everyone."
                        : "Did you mean " + String.join(" or ", near) + "?");
    }

    private static String folded(String name) {
        return name.strip().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
