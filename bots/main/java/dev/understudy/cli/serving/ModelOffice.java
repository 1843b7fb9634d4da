package dev.understudy.cli.serving;

import dev.understudy.archive.Archive;
import dev.understudy.chat.Circle;
import dev.understudy.cli.training.Upkeep;
import dev.understudy.clone.ModelCard;
import dev.understudy.clone.Models;
import dev.understudy.clone.version.Version;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import dev.understudy.stage.Office;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Carries out operators' commands on the models in the data folder. Thread-safe.
///
/// @param engagements who speaks, by circle
record ModelOffice(
        Home home, Archive archive, Map<Circle, Engagement> engagements, Retraining retraining)
        implements Office {

    /// With what the archive knows of who was forgotten.
    private Models known(Circle circle) {
        Upkeep upkeep = new Upkeep(home, circle);
        upkeep.markStale(archive);
        return upkeep.models();
    }

    @Override
    public String models(Circle circle) {
        List<Version> versions = known(circle).standings();
        return versions.isEmpty()
                ? "There is no version yet; /retrain trains one."
                : versions.stream().map(ModelOffice::described).collect(Collectors.joining("\n"));
    }

    private static String described(Version version) {
        String told = version.name() + ", " + version.standing();
        try {
            ModelCard card = ModelCard.read(version.folder());
            return "%s: %s, validation loss %s"
                    .formatted(
                            told,
                            card.createdAt().toString().substring(0, 10),
                            Optional.ofNullable(card.metrics().get("validation_loss"))
                                    .map("%.3f"::formatted)
                                    .orElse("unknown"));
        } catch (UserError damaged) {
            return told + ": cannot be read";
        }
    }

    @Override
    public String rollback(Circle circle, Optional<String> wanted) {
        Models models = known(circle);
        Path version =
                wanted.map(name -> models.find(name).folder()).orElseGet(() -> before(models));
        Engagement engagement = Objects.requireNonNull(engagements.get(circle));
        engagement.play(version);
        return engagement.name(version) + " speaks from the next reply on.";
    }

    private static Path before(Models models) {
        return models.previous()
                .orElseThrow(
                        () ->
                                new UserError(
                                        "There is no version before the one that is live.",
                                        "/models lists them."));
    }

    @Override
    public String retrain(Circle circle, Consumer<String> later) {
        return retraining.begin(circle, later);
    }

    @Override
    public Optional<String> training(Circle circle) {
        return retraining.state(circle);
    }

    @Override
    public void withdraw(Circle circle) {
        retraining.withdraw(circle);
    }

    @Override
    public void forget(Circle circle) {
        known(circle);
        retraining.forget(circle);
    }
}
