package dev.understudy.cli.serving;

import dev.understudy.chat.Circle;
import dev.understudy.clone.ModelCard;
import dev.understudy.clone.Models;
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
record ModelOffice(Home home, Map<Circle, Engagement> engagements, Retraining retraining)
        implements Office {
    private Models models(String circle) {
        return new Models(home.model(circle));
    }

    @Override
    public String models(Circle circle) {
        Optional<Path> live = models(circle.name()).live();
        return models(circle.name()).versions().stream()
                .map(version -> described(version, live.filter(version::equals).isPresent()))
                .collect(Collectors.joining("\n"));
    }

    private static String described(Path version, boolean live) {
        String told = version.getFileName() + (live ? ", live" : "");
        try {
            ModelCard card = ModelCard.read(version);
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
        Models models = models(circle.name());
        Path version = wanted.map(name -> named(models, name)).orElseGet(() -> before(models));
        Engagement engagement = Objects.requireNonNull(engagements.get(circle));
        engagement.play(version);
        return engagement.name(version) + " speaks from the next reply on.";
    }

    private static Path named(Models models, String name) {
        return models.versions().stream()
                .filter(version -> version.getFileName().toString().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new UserError(
                                        "There is no version \"" + name + "\".",
                                        "/models lists them."));
    }

    private static Path before(Models models) {
        List<Path> versions = models.versions();
        int live = models.live().map(versions::indexOf).orElse(-1);
        if (live < 1) {
            throw new UserError(
                    "There is no version before the one that is live.", "/models lists them.");
        }
        return versions.get(live - 1);
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
        retraining.forget(circle);
    }
}
