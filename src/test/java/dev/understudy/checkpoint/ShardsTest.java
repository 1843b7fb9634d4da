package dev.understudy.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Shards are one model, or the one that does not fit is named.
class ShardsTest {
    private static final String INDEX = "model.safetensors.index.json";
    private static final String FIRST = "model-00001-of-00002.safetensors";
    private static final String SECOND = "model-00002-of-00002.safetensors";

    @TempDir Path folder;

    private void assertRefused(String... said) {
        assertThatThrownBy(() -> WeightFiles.open(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll(said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shards", "torch_shards"})
    void shardsAreOneModel(String form) {
        try (Tensors shards = WeightFiles.open(Fixture.folder(form));
                Tensors whole = WeightFiles.open(Fixture.folder("whole"))) {
            assertThat(shards.names()).containsAll(whole.names());
            for (String name : whole.names()) {
                shards.requireShape(name, whole.entry(name).shape());
                assertThat(shards.bytes(name)).as(name).isEqualTo(whole.bytes(name));
            }
            assertThatThrownBy(() -> shards.entry("gone"))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining(".index.json and config.json do not belong together");
        }
    }

    @Test
    void aMissingOrDamagedShardIsNamed() throws IOException {
        Fixture.copy("shards", folder);
        Path second = folder.resolve(SECOND);
        byte[] whole = Files.readAllBytes(second);
        Files.write(second, Arrays.copyOf(whole, whole.length - 1));
        assertRefused(second + " is missing or damaged: it ends early");
        Files.delete(second);
        assertRefused(second + " is missing or damaged: there is no such file");
    }

    @Test
    void shardsThatContradictTheirIndexAreNamed() throws IOException {
        Fixture.copy("shards", folder);
        Path first = folder.resolve(FIRST);
        byte[] original = Files.readAllBytes(first);
        Files.copy(folder.resolve(SECOND), first, StandardCopyOption.REPLACE_EXISTING);
        assertRefused(first + " and " + INDEX + " do not belong together: it lacks the tensor");
        Files.write(first, original);
        Path index = folder.resolve(INDEX);
        String text = Files.readString(index);
        Files.writeString(index, text.replaceFirst(FIRST, SECOND));
        assertRefused(SECOND + " and " + INDEX + " do not belong together: it lacks the tensor");
        try (Tensors only = SafeTensors.open(first)) {
            String name = only.names().iterator().next();
            SafeTensorsWriter writer = new SafeTensorsWriter();
            try (Tensors shard = SafeTensors.open(folder.resolve(SECOND))) {
                for (StoredTensor tensor : shard.entries().values()) {
                    writer.add(tensor.name(), tensor.type(), tensor.shape(), tensor::bytes);
                }
                StoredTensor doubled = only.entry(name);
                writer.add(name, doubled.type(), doubled.shape(), doubled::bytes);
                writer.write(folder.resolve("new"));
            }
            Files.move(
                    folder.resolve("new"),
                    folder.resolve(SECOND),
                    StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(index, text);
            assertRefused(SECOND + " and ", "it holds " + name + ", listed in " + FIRST);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"weight_map": {"a": "../m.safetensors"}} | lies elsewhere
                    {"weight_map": {"a": "/m.safetensors"}}   | lies elsewhere
                    {"weight_map": {"a": "x/m.safetensors"}}  | lies elsewhere
                    {"weight_map": {"a": "C:\\\\m.safetensors"}} | lies elsewhere
                    {"weight_map": {"a": ".safetensors"}}     | lies elsewhere
                    {"weight_map": {"a": "model.safetensors.index.json"}} | is no shard
                    {"weight_map": {"a": 7}}                  | is no shard
                    {"weight_map": {}}                        | lists no tensors
                    {"weight_map": []}                        | lists no tensors
                    []                                        | lists no tensors
                    {"weight_map"                             | its header is not JSON
                    {"weight_map": {"a": "m.safetensors", "a": "n.safetensors"}} | not JSON
                    {"weight_map": {"a": "m.safetensors"}}    | there is no such file
                    """)
    void anIndexThatListsNoShardsIsRefused(String index, String said) throws IOException {
        Files.writeString(folder.resolve(INDEX), index);
        assertRefused("is missing or damaged", said);
    }

    @Test
    void aFolderWithoutWeightsSaysWhatIsLookedFor() {
        assertRefused(
                folder.resolve("model.safetensors") + " is missing or damaged",
                "nor model.safetensors.index.json, pytorch_model.bin, pytorch_model.bin.index");
    }
}
