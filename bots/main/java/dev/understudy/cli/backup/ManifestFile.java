package dev.understudy.cli.backup;

import dev.understudy.settings.UserError;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Reads and writes a backup's `manifest.json`; keys in snake case.
final class ManifestFile {
    static final String NAME = "manifest.json";

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();

    private ManifestFile() {}

    static byte[] write(Manifest manifest) {
        return (JSON.writeValueAsString(manifest) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /// What `bytes` say. Throws UserError when they are damaged, or from a later version.
    ///
    /// @param backup which they are from
    static Manifest read(byte[] bytes, Path backup) {
        try {
            JsonNode tree = JSON.readTree(bytes);
            // First of all: a later version may call everything else otherwise.
            int format = tree.path("format_version").asInt(0);
            if (format > Manifest.FORMAT_VERSION) {
                throw new UserError(
                        "%s was made by a later Understudy: its format is %d; accepted: 1 to %d."
                                .formatted(backup, format, Manifest.FORMAT_VERSION),
                        "Update this one, then restore.");
            }
            return Optional.ofNullable(JSON.treeToValue(tree, Manifest.class))
                    .filter(_ -> format > 0)
                    .orElseThrow(() -> BackupFile.damaged(backup, "its manifest is none"));
        } catch (JacksonException | IllegalArgumentException wrong) {
            throw BackupFile.damaged(backup, "its manifest is no manifest", wrong);
        }
    }
}
