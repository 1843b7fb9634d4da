package dev.understudy.judgement;

import dev.understudy.chat.SpeakerName;
import dev.understudy.clone.ModelCard.Gate;
import dev.understudy.clone.version.GateSettings;
import dev.understudy.likeness.Attribution;
import dev.understudy.likeness.Friend;
import dev.understudy.likeness.Likeness;
import dev.understudy.likeness.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `attribution`, and `attribution ALICE` for each friend with enough replies: as many are given to
/// the right friend as of the live version, but for a margin and chance; and, all together, clearly
/// more than by guessing.
///
/// Shares of a few replies differ by chance. Two standard errors of the difference are allowed for
/// all replies together, which one night in 44 exceeds without a cause; three for each friend, as
/// there are several of them: one in 740. The replies answer the same moments, so that the real
/// errors are smaller.
///
/// What is clearly more is a number of times what guessing comes to, but no more than half way from
/// there to what the friends' own turns reach: friends who write alike cannot be told apart.
record AttributionGates(Likeness candidate, Optional<Likeness> live, GateSettings settings) {
    private static final double ERRORS = 2;
    private static final double ERRORS_OF_ONE = 3;
    private static final int FEWEST_REPLIES = 20;

    List<Finding> findings() {
        return candidate.attribution().map(this::findings).orElse(List.of());
    }

    private List<Finding> findings(Attribution found) {
        List<Finding> findings = new ArrayList<>();
        findings.add(together(found));
        for (Friend friend : candidate.friends()) {
            Share now = share(candidate, friend.name());
            Share before = live.map(other -> share(other, friend.name())).orElse(Share.NONE);
            if (Math.min(now.of(), before.of()) >= FEWEST_REPLIES) {
                double limit =
                        allowed(now, before, 2 * settings.attributionMargin(), ERRORS_OF_ONE);
                findings.add(
                        finding(
                                "attribution " + friend.name(),
                                " of replies as " + friend.name(),
                                now.part(),
                                limit,
                                "live: " + Percent.of(before.part())));
            }
        }
        return findings;
    }

    private Finding together(Attribution found) {
        Share now = Share.NONE;
        Share before = Share.NONE;
        for (Friend friend : candidate.friends()) {
            Share theirs = live.map(other -> share(other, friend.name())).orElse(Share.NONE);
            if (theirs.of() > 0 || live.isEmpty()) {
                now = now.plus(share(candidate, friend.name()));
                before = before.plus(theirs);
            }
        }
        Share asked = now.of() > 0 ? now : found.replies().all();
        double limit = overChance(found);
        String others = "chance: " + Percent.of(found.chance());
        if (before.of() > 0) {
            limit = Math.max(limit, allowed(now, before, settings.attributionMargin(), ERRORS));
            others += "; live: " + Percent.of(before.part());
        }
        return finding("attribution", " of replies", asked.part(), limit, others);
    }

    private double overChance(Attribution found) {
        double real = Math.max(found.chance(), found.real().all().part());
        return Math.min(found.chance() * settings.overChance(), (found.chance() + real) / 2);
    }

    private static double allowed(Share now, Share before, double margin, double errors) {
        double pooled = now.plus(before).part();
        double error = Math.sqrt(pooled * (1 - pooled) * (1.0 / now.of() + 1.0 / before.of()));
        return Math.max(0, before.part() - margin - errors * error);
    }

    private static Share share(Likeness likeness, SpeakerName name) {
        return likeness.attributed(name).orElse(Share.NONE);
    }

    private static Finding finding(
            String name, String which, double measured, double limit, String others) {
        return new Finding(
                new Gate(name, measured, limit, measured >= limit),
                "%s%s are given to the right friend; at least %s were asked for (%s)."
                        .formatted(Percent.of(measured), which, Percent.of(limit), others));
    }
}
