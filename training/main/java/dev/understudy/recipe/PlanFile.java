package dev.understudy.recipe;

import dev.understudy.model.Gpt2Config;
import dev.understudy.recipe.Layer.Given;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A plan as JSON: `run.json`, with every setting under its key.
public final class PlanFile {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .build();

    private PlanFile() {}

    private record Content(
            String preset,
            Optional<Base> base,
            Gpt2Config model,
            long rowsPerEpoch,
            Map<String, String> settings) {}

    private record Base(String name, String folder) {}

    /// The text of the file.
    public static String write(TrainingPlan plan) {
        return JSON.writeValueAsString(
                        new Content(
                                plan.preset(),
                                plan.base().map(base -> new Base(base.name(), "" + base.folder())),
                                plan.model(),
                                plan.rowsPerEpoch(),
                                plan.recipe().values()))
                + "\n";
    }

    /// The plan that [#write] wrote. Throws IOException when `text` is another.
    public static TrainingPlan read(String text) throws IOException {
        try {
            Content content = JSON.readValue(text, Content.class);
            if (content == null) {
                throw new IOException("it is null");
            }
            List<Given> given =
                    content.settings().entrySet().stream()
                            .map(one -> new Given(one.getKey(), one.getValue(), ""))
                            .toList();
            return new TrainingPlan(
                    Recipe.of(content.preset(), Layer.of("the interrupted run", given)),
                    content.base()
                            .map(
                                    base ->
                                            new BaseModel(
                                                    base.name(),
                                                    Path.of(base.folder()),
                                                    content.model())),
                    content.model(),
                    content.rowsPerEpoch());
        } catch (JacksonException | UserError | IllegalArgumentException damaged) {
            throw new IOException(damaged.getMessage(), damaged);
        }
    }
}
