package dev.understudy.judgement;

import dev.understudy.clone.ModelCard.Gate;
import dev.understudy.clone.version.GateSettings;
import dev.understudy.likeness.Foreseen;
import dev.understudy.likeness.Friend;
import dev.understudy.likeness.Likeness;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `loss`, and `loss ALICE` for each friend who says enough: no worse than the live version by more
/// than a margin. A loss that is no number fails.
///
/// Both are losses of the same text. Where the models cut it into different tokens they are told
/// for each byte.
record LossGates(Likeness candidate, Likeness live, GateSettings settings) {

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(
                finding(
                        "loss",
                        "The held-out loss",
                        new Compared(candidate.whole(), live.whole()),
                        settings.lossMargin()));
        for (Friend friend : candidate.friends()) {
            boolean enough = friend.words().tokens() >= settings.friendTokens();
            live.friend(friend.name())
                    .filter(before -> enough && before.words().tokens() > 0)
                    .map(before -> new Compared(friend.words(), before.words()))
                    .map(
                            compared ->
                                    finding(
                                            "loss " + friend.name(),
                                            friend.name() + "'s held-out loss",
                                            compared,
                                            settings.friendLossMargin()))
                    .ifPresent(findings::add);
        }
        return findings;
    }

    private record Compared(Foreseen now, Foreseen before) {
        boolean sameTokens() {
            return now.tokens() == before.tokens();
        }

        double of(Foreseen foreseen) {
            return sameTokens() ? foreseen.loss() : foreseen.lossPerByte();
        }
    }

    private static Finding finding(String name, String what, Compared compared, double margin) {
        double measured = compared.of(compared.now);
        double before = compared.of(compared.before);
        double limit = before * (1 + margin);
        Gate gate = new Gate(name, measured, limit, measured <= limit);
        return new Finding(
                gate,
                String.format(
                        Locale.ROOT,
                        "%s is %.3f%s; at most %.3f was allowed (live: %.3f).",
                        what,
                        measured,
                        compared.sameTokens() ? "" : " a byte",
                        limit,
                        before));
    }
}
