package dev.understudy.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Where a base model's files come from: `source.json` beside them, written when all were checked.
///
/// @param commit of the repository that all files are from
record Origin(String repository, String revision, String commit, List<Part> files) {
    static final String FILE = "source.json";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /// One file.
    ///
    /// @param size in bytes
    /// @param checksum as it was checked
    record Part(String name, long size, String checksum) {}

    Origin {
        files = List.copyOf(files);
    }

    void writeTo(Path folder) throws IOException {
        Files.writeString(folder.resolve(FILE), JSON.writeValueAsString(this) + "\n");
    }

    /// What lies in `folder`; empty where nothing was pulled.
    static Optional<Origin> read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(JSON.readValue(Files.readString(file), Origin.class));
        } catch (JacksonException damaged) {
            return Optional.of(new Origin("", "", "", List.of(new Part(FILE, -1, ""))));
        }
    }

    /// Whether every file is in `folder` with its size: cheap, and enough after a first check.
    boolean isWhole(Path folder) throws IOException {
        for (Part part : files) {
            Path file = folder.resolve(part.name());
            if (!Files.isRegularFile(file) || Files.size(file) != part.size()) {
                return false;
            }
        }
        return !files.isEmpty();
    }
}
