package dev.understudy.imports;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// Files that tests read.
public final class Fixture {
    private Fixture() {}

    /// A file under `test/resources/dev/understudy/imports`.
    public static Path file(String name) {
        URL url = Objects.requireNonNull(Fixture.class.getResource(name), name);
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public static String text(String name) {
        try {
            return Files.readString(file(name));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /// A file or folder of the collected samples, which lie beside the checkout where there are
    /// any; else the test is skipped.
    public static Path sample(String name) {
        Path samples = Path.of(System.getProperty("understudy.root")).resolve("../shared/samples");
        Path sample = samples.resolve(name).normalize();
        assumeTrue(Files.exists(sample), "no samples here: " + sample);
        return sample;
    }
}
