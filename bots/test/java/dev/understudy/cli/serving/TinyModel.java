package dev.understudy.cli.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cli.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A model that is trained in a second, on a chat of two friends who say one thing.
final class TinyModel {
    private TinyModel() {}

    /// Imports the chat into `circle` of the data folder `home`, and trains on it.
    static void train(Path home, String circle, String... names) throws IOException {
        StringBuilder chat = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            chat.append(names[i % names.length]).append(":\nthe kettle is on, and the tea too\n\n");
        }
        Path file = Files.writeString(home.resolveSibling(circle + ".txt"), chat);
        String[] importing = {
            "import", file.toString(), "--circle", circle, "--home", home.toString()
        };
        assertThat(Invocation.of(importing).exitCode()).isZero();
        String[] training = {
            "train",
            "--layers=1",
            "--heads=2",
            "--width=16",
            "--block=32",
            "--batch=4",
            "--vocabulary=300",
            "--steps=60",
            "--circle",
            circle,
            "--home",
            home.toString()
        };
        Invocation trained = Invocation.of(training);
        assertThat(trained.exitCode()).as(trained.err()).isZero();
    }
}
