package dev.understudy.cli.models;

import dev.understudy.clone.ModelCard;
import dev.understudy.clone.version.Version;
import dev.understudy.finetune.TrainingRun;
import dev.understudy.recipe.Recipe;
import dev.understudy.settings.UserError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Versions as JSON, for other programs.
final class VersionJson {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private VersionJson() {}

    /// @param trouble why there is no card
    private record Listed(
            String version,
            String state,
            boolean stale,
            String folder,
            Optional<JsonNode> card,
            Optional<String> trouble) {}

    /// @param settings that it was trained with; empty where they are not known
    private record Shown(Listed model, Map<String, String> settings) {}

    private record Compared(String before, String after, List<Difference> differences) {}

    static String list(List<Version> versions) {
        return JSON.writeValueAsString(versions.stream().map(VersionJson::listed).toList());
    }

    private static Listed listed(Version version) {
        Optional<JsonNode> card = Optional.empty();
        Optional<String> trouble = Optional.empty();
        try {
            card = Optional.of(JSON.readTree(ModelCard.read(version.folder()).toJson()));
        } catch (UserError damaged) {
            trouble = Optional.of(damaged.problem());
        }
        return new Listed(
                version.name(),
                version.state().toString(),
                version.stale(),
                version.folder().toString(),
                card,
                trouble);
    }

    static String show(Version version) {
        Optional<Recipe> recipe = TrainingRun.recipe(version.folder());
        return JSON.writeValueAsString(
                new Shown(listed(version), recipe.map(Recipe::values).orElse(Map.of())));
    }

    static String differences(Version before, Version after, List<Difference> differences) {
        return JSON.writeValueAsString(new Compared(before.name(), after.name(), differences));
    }
}
