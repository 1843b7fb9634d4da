package dev.understudy.likeness;

import dev.understudy.chat.SpeakerName;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

/// `likeness.json`: a [Likeness] for programs, keys in snake case.
public final class LikenessFile {
    /// What it is called in a model's folder.
    public static final String NAME = "likeness.json";

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .addModule(
                            new SimpleModule("names")
                                    .addSerializer(SpeakerName.class, ToStringSerializer.instance)
                                    .addDeserializer(SpeakerName.class, new FromText()))
                    .build();

    private LikenessFile() {}

    /// `likeness` as the file has it.
    public static String text(Likeness likeness) {
        return JSON.writeValueAsString(likeness) + "\n";
    }

    /// On one line.
    public static String line(Likeness likeness) {
        return JSON.writer()
                .without(SerializationFeature.INDENT_OUTPUT)
                .writeValueAsString(likeness);
    }

    /// What `text` says. Throws UserError when it is none that this version wrote.
    public static Likeness parse(String text) {
        try {
            return JSON.readValue(text, Likeness.class);
        } catch (JacksonException | IllegalArgumentException damaged) {
            throw new UserError(
                    "This is no likeness that this version reads.",
                    "Measure again: understudy evaluate --likeness.",
                    damaged);
        }
    }

    /// Writes `content` to `file`; an older one stays whole until the new one is. Throws UserError
    /// when it cannot be written.
    public static void write(String content, Path file) {
        Path beside = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(beside, content.getBytes(StandardCharsets.UTF_8));
            Files.move(
                    beside,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritable) {
            throw new UserError(
                    file + " cannot be written: " + unwritable.getMessage() + ".",
                    "Make room on the disk, or choose another folder with --out.",
                    unwritable);
        }
    }

    private static final class FromText extends StdDeserializer<SpeakerName> {
        FromText() {
            super(SpeakerName.class);
        }

        @Override
        public SpeakerName deserialize(JsonParser json, DeserializationContext context) {
            return SpeakerName.of(json.getString());
        }
    }
}
