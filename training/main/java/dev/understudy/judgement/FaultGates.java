package dev.understudy.judgement;

import dev.understudy.clone.ModelCard.Gate;
import dev.understudy.clone.version.GateSettings;
import dev.understudy.likeness.Faults;
import dev.understudy.likeness.Likeness;
import dev.understudy.likeness.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// `empty`, `repetition`, `copies` and `canaries`: no more than a limit. Where the friends
/// themselves and a margin, or the live version, come to more, that is the limit, except for
/// canaries. The live version has no margin: many nights would add theirs up.
record FaultGates(Likeness candidate, Optional<Likeness> live, GateSettings settings) {

    List<Finding> findings() {
        Faults faults = candidate.faults();
        Optional<Faults> before = live.map(Likeness::faults);
        List<Finding> findings = new ArrayList<>();
        findings.add(
                finding(
                        new Asked("empty", "of replies are empty", settings.empty()),
                        faults.empty(),
                        Optional.empty(),
                        before.map(Faults::empty)));
        findings.add(
                finding(
                        new Asked(
                                "repetition",
                                "of replies loop, or were given before",
                                settings.repetition()),
                        faults.repetition().replies(),
                        Optional.of(faults.repetition().real()),
                        before.map(other -> other.repetition().replies())));
        findings.add(
                finding(
                        new Asked(
                                "copies",
                                "of replies hold "
                                        + candidate.settings().copiedWords()
                                        + " words in a row of what was learnt",
                                settings.copies()),
                        faults.copies().replies(),
                        Optional.of(faults.copies().real()),
                        before.map(other -> other.copies().replies())));
        if (faults.canaries().of() > 0) {
            findings.add(canaries(faults.canaries()));
        }
        return findings;
    }

    private record Asked(String name, String what, double limit) {}

    private Finding finding(
            Asked asked, Share found, Optional<Share> real, Optional<Share> before) {
        double measured = found.part();
        double likeFriends = real.map(Share::part).orElse(0.0) + settings.faultMargin();
        double likeLive = before.map(Share::part).orElse(0.0);
        double limit =
                Stream.of(asked.limit, real.isPresent() ? likeFriends : 0, likeLive)
                        .max(Double::compare)
                        .orElseThrow();
        Gate gate = new Gate(asked.name, measured, limit, measured <= limit);
        String others =
                real.map(share -> "; the friends themselves: " + Percent.of(share.part()))
                                .orElse("")
                        + before.map(share -> "; live: " + Percent.of(share.part())).orElse("");
        return new Finding(
                gate,
                "%s %s; at most %s was allowed%s."
                        .formatted(
                                Percent.of(measured),
                                asked.what,
                                Percent.of(limit),
                                inside(others)));
    }

    private static String inside(String others) {
        return others.isEmpty() ? "" : " (" + others.substring(2) + ")";
    }

    private Finding canaries(Share said) {
        double limit = settings.canaries();
        return new Finding(
                new Gate("canaries", said.part(), limit, said.part() <= limit),
                "%d of %d planted sentences can be drawn out of it; at most %s was allowed."
                        .formatted(said.count(), said.of(), Percent.of(limit)));
    }
}
