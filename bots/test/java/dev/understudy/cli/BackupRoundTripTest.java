package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A trained model and its archive, through a backup and back.
class BackupRoundTripTest {
    @TempDir Path folder;

    @Test
    void clonesSpeakFromAFolderThatWasRestored() throws IOException {
        ToyHome home = new ToyHome(folder.resolve("home"));
        home.importChat(ToyHome.writeChat(folder.resolve("chat.txt"), 300));
        home.train("--steps=20");
        Path backup = folder.resolve("backup.zip");
        Invocation packed =
                Invocation.of("backup", backup.toString(), "--home", home.folder().toString());
        assertThat(packed.exitCode()).as(packed.err()).isZero();
        assertThat(packed.out()).contains("1 circle, 300 messages, 1 model version");

        ToyHome other = new ToyHome(folder.resolve("other"));
        Invocation restored =
                Invocation.of("restore", backup.toString(), "--home", other.folder().toString());
        assertThat(restored.exitCode()).as(restored.err()).isZero();
        SortedMap<String, String> models = home.content().subMap("models", "models~");
        assertThat(models).containsKey("models/friends/0001/model.safetensors");
        assertThat(other.content()).isEqualTo(models);
        assertThat(other.messages()).isEqualTo(300);
        assertThat(generated(other)).isNotBlank().isEqualTo(generated(home));

        other.importChat(ToyHome.writeChat(folder.resolve("chat.txt"), 310));
        assertThat(other.messages()).isEqualTo(310);
        other.train("--steps=20");
        assertThat(Files.isDirectory(other.model("0002"))).isTrue();
    }

    private static String generated(ToyHome home) {
        Invocation said =
                Invocation.of(
                        "generate",
                        "--model",
                        "friends",
                        "--prompt",
                        "ALICE:\n",
                        "--seed",
                        "1",
                        "--home",
                        home.folder().toString());
        assertThat(said.exitCode()).as(said.err()).isZero();
        return said.out();
    }
}
