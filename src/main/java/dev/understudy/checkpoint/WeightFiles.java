package dev.understudy.checkpoint;

import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/// The weights of a checkpoint folder, whichever files they are in.
public final class WeightFiles {
    /// The form that Understudy writes.
    public static final String SAFETENSORS = "model.safetensors";

    /// In the order in which they are looked for, as Hugging Face's tools do.
    private static final List<String> NAMES =
            List.of(
                    SAFETENSORS,
                    "model.safetensors.index.json",
                    "pytorch_model.bin",
                    "pytorch_model.bin.index.json");

    private WeightFiles() {}

    /// Opens the weights in `folder`. Throws UserError when there are none or they are damaged.
    public static Tensors open(Path folder) {
        return NAMES.stream()
                .map(folder::resolve)
                .filter(Files::exists)
                .findFirst()
                .map(WeightFiles::openFile)
                .orElseThrow(
                        () ->
                                new UserError(
                                        "%s is missing or damaged: there is no such file, nor %s."
                                                .formatted(
                                                        folder.resolve(SAFETENSORS),
                                                        String.join(
                                                                ", ",
                                                                NAMES.subList(1, NAMES.size()))),
                                        Damage.RESTORE));
    }

    /// Opens one file of weights, or an index of several. Throws UserError as [#open].
    static Tensors openFile(Path file) {
        String name = file.getFileName().toString();
        if (name.endsWith(".index.json")) {
            return Shards.open(file);
        }
        return name.endsWith(".safetensors") ? SafeTensors.open(file) : TorchFile.open(file);
    }

    /// Writes the weights of `folder` as one `model.safetensors` into folder `target`, which exists
    /// and may be the same: every tensor in its type, those that are tied to another once.
    ///
    /// Does nothing where `folder` has that file already and is `target`. Throws UserError when the
    /// weights are damaged, IOException when the disk refuses; what was there is then unchanged.
    public static void convert(Path folder, Path target) throws IOException {
        Path file = target.resolve(SAFETENSORS);
        if (Files.exists(folder.resolve(SAFETENSORS)) && Files.isSameFile(folder, target)) {
            return;
        }
        Path beside = target.resolve(SAFETENSORS + ".part");
        try (Tensors source = open(folder)) {
            SafeTensorsWriter writer = new SafeTensorsWriter();
            List<StoredTensor> kept = new ArrayList<>();
            for (StoredTensor tensor : source.entries().values()) {
                if (kept.stream().noneMatch(tensor::sharesWith)) {
                    kept.add(tensor);
                    writer.add(tensor.name(), tensor.type(), tensor.shape(), tensor::bytes);
                }
            }
            writer.write(beside);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}
