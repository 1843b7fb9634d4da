package dev.understudy.archive.people;

import dev.understudy.chat.Platform;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Who is probably one human: those with the same phone number or e-mail address anywhere, and
/// those with the same name in different apps. Nothing is changed.
public final class Suggestions {
    private static final Pattern EMAIL =
            Pattern.compile("[\\p{L}\\d._%+-]+@[\\p{L}\\d-]+(\\.[\\p{L}\\d-]+)+");
    private static final Pattern PHONE =
            Pattern.compile("\\+?\\(?\\d[\\d\\s\\h().\\u2011/-]{5,}\\d");

    /// Numbers of one phone differ in how they begin: +44 20, 020.
    private static final int LAST_DIGITS = 9;

    private static final int LEAST_DIGITS = 7;

    private Suggestions() {}

    /// Two who are probably one.
    ///
    /// @param into who was stored first
    /// @param reasons one or more
    public record Suggestion(Member into, Member other, List<String> reasons) {
        public Suggestion {
            reasons = List.copyOf(reasons);
        }
    }

    /// What is known of somebody that tells who they are.
    private record Traits(
            Member member,
            Set<String> phones,
            Set<String> emails,
            Set<String> names,
            Set<Platform> platforms) {
        static Traits of(Member member) {
            List<String> texts =
                    Stream.concat(
                                    member.accounts().stream()
                                            .flatMap(
                                                    one ->
                                                            Stream.of(
                                                                    one.handle().id(), one.name())),
                                    names(member))
                            .toList();
            return new Traits(
                    member,
                    phones(member, texts),
                    matches(EMAIL, texts.stream()),
                    names(member)
                            .map(Suggestions::folded)
                            .filter(name -> name.codePoints().anyMatch(Character::isLetter))
                            .collect(Collectors.toSet()),
                    member.accounts().stream()
                            .map(one -> one.handle().platform())
                            .collect(Collectors.toSet()));
        }

        private static Stream<String> names(Member member) {
            return Stream.of(
                            Stream.of(member.name(), member.person().displayName()),
                            member.person().aliases().stream(),
                            member.accounts().stream().map(Member.Profile::name))
                    .flatMap(one -> one);
        }

        /// The ids of most apps are numbers, too, but no phones.
        private static Set<String> phones(Member member, List<String> texts) {
            Set<String> ids =
                    member.accounts().stream()
                            .filter(one -> isAnotherNumber(one.handle().platform()))
                            .map(one -> one.handle().id())
                            .collect(Collectors.toSet());
            return matches(PHONE, texts.stream().filter(text -> !ids.contains(text))).stream()
                    .map(number -> number.replaceAll("\\D", ""))
                    .filter(digits -> digits.length() >= LEAST_DIGITS)
                    .map(digits -> digits.substring(Math.max(0, digits.length() - LAST_DIGITS)))
                    .collect(Collectors.toSet());
        }

        private static boolean isAnotherNumber(Platform platform) {
            return platform == Platform.DISCORD || platform == Platform.TELEGRAM;
        }
    }

    /// All pairs of `members`, the surest first.
    public static List<Suggestion> of(List<Member> members) {
        List<Traits> traits = members.stream().map(Traits::of).toList();
        List<Suggestion> suggestions = new ArrayList<>();
        for (int i = 0; i < traits.size(); i++) {
            for (int j = i + 1; j < traits.size(); j++) {
                List<String> reasons = reasons(traits.get(i), traits.get(j));
                if (!reasons.isEmpty()) {
                    suggestions.add(
                            new Suggestion(traits.get(i).member, traits.get(j).member, reasons));
                }
            }
        }
        return suggestions.stream()
                .sorted((one, other) -> other.reasons().size() - one.reasons().size())
                .toList();
    }

    private static List<String> reasons(Traits one, Traits other) {
        List<String> reasons = new ArrayList<>();
        if (shares(one.phones, other.phones)) {
            reasons.add("same phone number");
        }
        if (shares(one.emails, other.emails)) {
            reasons.add("same e-mail address");
        }
        if (shares(one.names, other.names) && !one.platforms.equals(other.platforms)) {
            reasons.add("same name in different apps");
        }
        return reasons;
    }

    private static boolean shares(Set<String> one, Set<String> other) {
        return one.stream().anyMatch(other::contains);
    }

    private static Set<String> matches(Pattern pattern, Stream<String> texts) {
        return texts.flatMap(text -> pattern.matcher(text).results())
                .map(MatchResult::group)
                .map(found -> found.toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// A name without accents, signs and the number that makes it unique.
    private static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
    }
}
