package dev.understudy.clone.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealTest {
    @TempDir private Path folder;
    private Seal seal;

    @BeforeEach
    void sealed() throws IOException {
        write("model.safetensors", "weights");
        write("config.json", "{}");
        write("understudy.json", "card");
        write("report.html", "a page");
        seal = new Seal(folder);
        seal.set();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private void refusedFor(String name) {
        assertThatThrownBy(seal::requireWhole)
                .isInstanceOf(UserError.class)
                .hasMessageContaining(folder.resolve(name).toString());
    }

    @Test
    void isReadBySha256sum() throws Exception {
        assertThat(check()).isZero();
        write("config.json", "{ }");
        assertThat(check()).isPositive();
    }

    private int check() throws Exception {
        return new ProcessBuilder("sha256sum", "--check", "--strict", "--quiet", Seal.FILE)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @Test
    void aPageMayChangeAndAWordOfTheWeightsMayNot() throws IOException {
        write("report.html", "another page");
        assertThatCode(seal::requireWhole).doesNotThrowAnyException();
        write("model.safetensors", "wEights");
        assertThatCode(seal::requireSizes).doesNotThrowAnyException();
        refusedFor("model.safetensors");
    }

    @Test
    void sizesAloneTellWhatHasGrown() throws IOException {
        write("model.safetensors", "weights and more");
        assertThatThrownBy(seal::requireSizes)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("has 16 bytes; it had 7");
    }

    @Test
    void nothingGoesAndNothingComes() throws IOException {
        write("pytorch_model.bin", "other weights");
        refusedFor("pytorch_model.bin");
        Files.delete(folder.resolve("pytorch_model.bin"));
        Files.delete(folder.resolve("config.json"));
        refusedFor("config.json");
    }

    @Test
    void anEditedCardIsRefusedAndARewrittenOneIsNot() throws IOException {
        seal.rewritingCard("judged", () -> write("understudy.json", "judged"));
        assertThatCode(seal::requireWhole).doesNotThrowAnyException();
        write("understudy.json", "card");
        refusedFor("understudy.json");
    }

    @Test
    void aCardHoldsWhoeverDiesWhileItIsRewritten() {
        assertThatThrownBy(
                        () ->
                                seal.rewritingCard(
                                        "judged",
                                        () -> {
                                            throw new IOException("killed before");
                                        }))
                .isInstanceOf(IOException.class);
        assertThatCode(seal::requireWhole).doesNotThrowAnyException();
        assertThatThrownBy(
                        () ->
                                seal.rewritingCard(
                                        "judged",
                                        () -> {
                                            write("understudy.json", "judged");
                                            throw new IOException("killed after");
                                        }))
                .isInstanceOf(IOException.class);
        assertThatCode(seal::requireWhole).doesNotThrowAnyException();
    }

    @Test
    void aFolderWithoutOneIsTakenAsItIs() throws IOException {
        Files.delete(folder.resolve(Seal.FILE));
        write("model.safetensors", "anything");
        assertThat(seal.isThere()).isFalse();
        assertThatCode(seal::requireWhole).doesNotThrowAnyException();
    }

    @Test
    void aSealThatSaysNothingIsRefused() throws IOException {
        write(Seal.FILE, "cut in the mid");
        refusedFor(Seal.FILE);
    }
}
