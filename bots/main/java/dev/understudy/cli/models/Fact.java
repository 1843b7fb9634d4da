package dev.understudy.cli.models;

import dev.understudy.clone.ModelCard;
import dev.understudy.clone.ModelCard.Gate;
import dev.understudy.clone.ModelCard.Origin;
import dev.understudy.clone.Speaker;
import dev.understudy.clone.version.Version;
import dev.understudy.finetune.TrainingRun;
import dev.understudy.recipe.Recipe;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One thing that is known of a version, as people read it.
///
/// @param group what it belongs to, such as `people`
record Fact(String group, String name, String value) {

    /// All that is known of `version`, group after group. Throws UserError when its card or its
    /// settings cannot be read.
    static List<Fact> of(Version version) {
        ModelCard card = ModelCard.read(version.folder());
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("model", "trained at", time(card.createdAt())));
        facts.add(new Fact("model", "preset", card.preset()));
        facts.add(new Fact("model", "seed", Long.toString(card.seed())));
        facts.add(new Fact("model", "from", card.parentVersion().orElse("scratch")));
        card.origin().ifPresent(origin -> facts.add(new Fact("model", "by", origin.software())));
        facts.add(new Fact("corpus", "sha256", card.corpusHash()));
        card.origin().ifPresent(origin -> origin(origin, facts));
        for (Speaker speaker : card.speakers()) {
            facts.add(
                    new Fact(
                            "people",
                            speaker.name().text(),
                            String.format(Locale.ROOT, "%,d turns", speaker.turns())));
        }
        card.metrics().forEach((name, value) -> facts.add(new Fact("metrics", name, text(value))));
        card.gates().forEach(gate -> facts.add(new Fact("gates", gate.name(), text(gate))));
        settings(version)
                .forEach((name, value) -> facts.add(new Fact("settings", name, value.strip())));
        return facts;
    }

    private static void origin(Origin origin, List<Fact> facts) {
        origin.from().ifPresent(from -> facts.add(new Fact("corpus", "first message", time(from))));
        origin.to().ifPresent(to -> facts.add(new Fact("corpus", "last message", time(to))));
        facts.add(new Fact("corpus", "built at", time(origin.builtAt())));
        origin.ancestors()
                .forEach(name -> facts.add(new Fact("ancestors saw", name.text(), "yes")));
    }

    private static String text(Gate gate) {
        return "%s, limit %s: %s"
                .formatted(
                        text(gate.measured()),
                        text(gate.limit()),
                        gate.passed() ? "passed" : "failed");
    }

    private static Map<String, String> settings(Version version) {
        Optional<Recipe> recipe = TrainingRun.recipe(version.folder());
        return recipe.map(Recipe::values).orElse(Map.of());
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /// Four places, and none that say nothing.
    static String text(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.4f", value);
    }
}
