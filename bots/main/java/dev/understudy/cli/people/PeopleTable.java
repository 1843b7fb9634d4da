package dev.understudy.cli.people;

import dev.understudy.archive.live.Consent;
import dev.understudy.archive.live.Policy;
import dev.understudy.archive.live.Policy.Absence;
import dev.understudy.archive.people.Activity;
import dev.understudy.archive.people.Member;
import dev.understudy.archive.people.Suggestions.Suggestion;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Handle;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Prints people. One thread.
record PeopleTable(Circle circle, PrintStream out) {
    /// What a terminal obeys, or shows in another order: friends choose their names.
    private static final String OBEYED = "[\\p{Cc}\\p{Zl}\\p{Zp}[\\p{Cf}&&[^\u200D]]]+";

    private static final String COLUMNS = "%-20s %10s  %-10s  %-10s  %-8s  %s%n";

    /// Everyone, a line each, then their handles.
    void print(List<Member> members, Map<Handle, Activity> activity, Policy policy) {
        out.printf(COLUMNS, "name", "messages", "first", "last", "consent", "marks");
        for (Member member : members) {
            Activity whole =
                    member.person().handles().stream()
                            .map(handle -> activity.getOrDefault(handle, Activity.NONE))
                            .reduce(Activity.NONE, Activity::plus);
            out.printf(
                    Locale.ROOT,
                    COLUMNS,
                    member.name(),
                    "%,d".formatted(whole.messages()),
                    day(whole.first()),
                    day(whole.last()),
                    member.standing().consent().state().name().toLowerCase(Locale.ROOT),
                    marks(member, policy));
            out.printf("  %s%n", called(member).replaceAll(OBEYED, ""));
        }
        out.printf(
                "%d people; who has not been asked is %s.%n",
                members.size(),
                policy == Policy.OPT_IN ? "not learnt from (opt-in)" : "learnt from (opt-out)");
    }

    private static String day(Optional<Instant> instant) {
        return instant.map(at -> at.atOffset(ZoneOffset.UTC).toLocalDate().toString()).orElse("-");
    }

    private static String marks(Member member, Policy policy) {
        List<String> marks = new ArrayList<>();
        if (member.standing().bot()) {
            marks.add("bot");
        }
        Optional<Absence> absence = policy.absence(member.standing());
        if (member.standing().excluded()) {
            marks.add("excluded");
        } else if (absence.isPresent()) {
            marks.add("not used");
        }
        return String.join(", ", marks);
    }

    private static String called(Member member) {
        List<String> parts = new ArrayList<>();
        if (!member.person().displayName().isBlank()) {
            parts.add(member.person().displayName());
        }
        if (!member.person().aliases().isEmpty()) {
            parts.add("also " + String.join(", ", member.person().aliases()));
        }
        parts.add(
                member.accounts().stream()
                        .map(one -> one.handle() + (one.bot() ? " (bot)" : ""))
                        .collect(Collectors.joining(", ")));
        Consent said = member.standing().consent();
        if (said.state() != Consent.State.UNKNOWN) {
            parts.add(
                    "%s on %s by %s"
                            .formatted(
                                    said.state().name().toLowerCase(Locale.ROOT),
                                    day(Optional.of(said.at())),
                                    source(said.how())));
        }
        if (!member.note().isBlank()) {
            parts.add("note: " + member.note());
        }
        return String.join("; ", parts);
    }

    private static String source(Consent.How how) {
        return switch (how) {
            case NOBODY_ASKED -> "nobody";
            case COMMAND -> "/consent";
            case OPERATOR -> "an operator";
            case IMPORT -> "an import";
        };
    }

    /// Who is probably one, why, and the command that makes them one.
    void print(List<Suggestion> suggestions) {
        if (suggestions.isEmpty()) {
            out.println("Nobody shares a phone number, an e-mail address or a name across apps.");
        }
        for (Suggestion suggestion : suggestions) {
            out.printf(
                    "%s and %s: %s.%n  understudy people merge %s %s --circle %s%n",
                    suggestion.into(),
                    suggestion.other(),
                    String.join(", ", suggestion.reasons()),
                    word(suggestion.into().name()),
                    word(suggestion.other().name()),
                    circle);
        }
    }

    /// A name as one word of a command.
    private static String word(String name) {
        return name.matches("[\\p{L}\\p{N}_.-]+") ? name : "'" + name.replace("'", "'\\''") + "'";
    }
}
