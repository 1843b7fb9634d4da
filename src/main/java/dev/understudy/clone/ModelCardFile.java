package dev.understudy.clone;

import dev.understudy.chat.Circle;
import dev.understudy.chat.SpeakerName;
import dev.understudy.clone.version.Seal;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

/// Reads and writes `understudy.json`; keys in snake case, as in the files around it.
final class ModelCardFile {
    private static final String RETRAIN =
            "Train the model again, or restore the whole folder from a backup.";

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .addModule(
                            new SimpleModule("chat")
                                    .addSerializer(Circle.class, ToStringSerializer.instance)
                                    .addSerializer(SpeakerName.class, ToStringSerializer.instance)
                                    .addDeserializer(
                                            Circle.class, new FromText<>(Circle.class, Circle::new))
                                    .addDeserializer(
                                            SpeakerName.class,
                                            new FromText<>(SpeakerName.class, SpeakerName::new)))
                    .build();

    private ModelCardFile() {}

    static Path in(Path checkpointFolder) {
        return checkpointFolder.resolve("understudy.json");
    }

    static ModelCard read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UserError(
                    file + " is missing: " + file.getParent() + " holds no trained model.",
                    "Train one first: understudy train, or understudy demo.");
        }
        Form form = parse(file, Form.class);
        if (form.formatVersion() > ModelCard.FORMAT_VERSION) {
            throw new UserError(
                    file
                            + ": format_version is "
                            + form.formatVersion()
                            + "; accepted: 1 to "
                            + ModelCard.FORMAT_VERSION
                            + ".",
                    "The model is from a later Understudy: update this one.");
        }
        return form.formatVersion() == 1
                ? parse(file, First.class).card()
                : parse(file, ModelCard.class);
    }

    /// What every card says.
    private record Form(int formatVersion) {}

    /// A card of format 1.
    private record First(
            int formatVersion,
            Circle circle,
            List<Speaker> speakers,
            String preset,
            long seed,
            String corpusHash,
            Optional<String> parentVersion,
            Map<String, Double> metrics,
            Instant createdAt) {
        ModelCard card() {
            return new ModelCard(
                    formatVersion,
                    circle,
                    speakers,
                    preset,
                    seed,
                    corpusHash,
                    parentVersion,
                    metrics,
                    createdAt);
        }
    }

    private static <T> T parse(Path file, Class<T> form) {
        try {
            return Optional.ofNullable(JSON.readValue(Files.readAllBytes(file), form))
                    .orElseThrow(() -> new UserError(file + " is damaged: it is null.", RETRAIN));
        } catch (IllegalArgumentException wrong) {
            throw new UserError(file + " is damaged: " + wrong.getMessage() + ".", RETRAIN, wrong);
        } catch (JacksonException damaged) {
            TokenStreamLocation place = damaged.getLocation();
            String line = place == null ? "" : ":" + place.getLineNr();
            throw new UserError(
                    file + line + " is damaged: " + firstLine(damaged.getOriginalMessage()) + ".",
                    RETRAIN,
                    damaged);
        } catch (IOException unreadable) {
            throw new UserError(
                    file + " cannot be read: " + unreadable.getMessage(),
                    "Make it readable for this user.",
                    unreadable);
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("").replaceFirst(" \\(index .*", "");
    }

    static String text(ModelCard card) {
        return JSON.writeValueAsString(card) + "\n";
    }

    static void write(ModelCard card, Path folder) {
        Path file = in(folder);
        String text = text(card);
        try {
            Files.createDirectories(folder);
            new Seal(folder).rewritingCard(text, () -> replace(file, text));
        } catch (IOException unwritable) {
            throw new UserError(
                    file + " cannot be written: " + unwritable.getMessage(),
                    "Make room on the disk, or make the folder writable.",
                    unwritable);
        }
    }

    private static void replace(Path file, String text) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(beside, text);
        Files.move(
                beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Values that are one string in JSON.
    private static final class FromText<T> extends StdDeserializer<T> {
        private final Function<String, T> meaning;

        FromText(Class<T> type, Function<String, T> meaning) {
            super(type);
            this.meaning = meaning;
        }

        @Override
        public T deserialize(JsonParser json, DeserializationContext context) {
            try {
                return meaning.apply(json.getString());
            } catch (UserError | IllegalArgumentException refused) {
                return context.reportInputMismatch(this, "%s", refused.getMessage());
            }
        }
    }
}
