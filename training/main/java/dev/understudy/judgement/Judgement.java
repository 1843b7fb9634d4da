package dev.understudy.judgement;

import dev.understudy.clone.ModelCard.Gate;
import dev.understudy.clone.version.GateSettings;
import dev.understudy.likeness.Likeness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What came of all gates, in their order.
public record Judgement(List<Finding> findings) {
    public Judgement {
        findings = List.copyOf(findings);
    }

    /// Holds `candidate` to its gates.
    ///
    /// Throws IllegalArgumentException when `live` was measured on other conversations.
    ///
    /// @param live the version to be no worse than; what compares is not asked where there is none
    public static Judgement of(Likeness candidate, Optional<Likeness> live, GateSettings settings) {
        live.ifPresent(
                other -> {
                    if (!other.heldOut().equals(candidate.heldOut())) {
                        throw new IllegalArgumentException(
                                "measured on other conversations: not to be compared");
                    }
                });
        List<Finding> findings = new ArrayList<>();
        live.ifPresent(
                other -> findings.addAll(new LossGates(candidate, other, settings).findings()));
        findings.addAll(new FaultGates(candidate, live, settings).findings());
        findings.addAll(new AttributionGates(candidate, live, settings).findings());
        return new Judgement(findings);
    }

    /// As the model's card has them.
    public List<Gate> gates() {
        return findings.stream().map(Finding::gate).toList();
    }

    /// Whether the version may go live.
    public boolean passed() {
        return gates().stream().allMatch(Gate::passed);
    }

    /// Why it may not: a sentence for each gate that it failed.
    public List<String> failures() {
        return findings.stream()
                .filter(finding -> !finding.gate().passed())
                .map(Finding::sentence)
                .toList();
    }
}
