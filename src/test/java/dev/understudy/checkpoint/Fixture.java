package dev.understudy.checkpoint;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// One small model in every form; made by `model/golden/make_formats.py`.
final class Fixture {
    private Fixture() {}

    /// The folder that holds the model in `form`.
    static Path folder(String form) {
        try {
            URL script = Fixture.class.getResource("/dev/understudy/model/golden/make_formats.py");
            Path golden = Path.of(Objects.requireNonNull(script).toURI()).resolveSibling("formats");
            return golden.resolve(form);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Copies the model in `form` into `target`, which exists.
    static Path copy(String form, Path target) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder(form))) {
            files = all.toList();
        }
        for (Path file : files) {
            Files.copy(file, target.resolve(file.getFileName()));
        }
        return target;
    }
}
