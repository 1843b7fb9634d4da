package dev.understudy.checkpoint;

import dev.understudy.settings.UserError;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/// Named tensors in one file or several, whatever its format. Nothing is read before it is asked
/// for; the whole structure was checked when it was opened. One thread at a time.
public sealed interface Tensors extends AutoCloseable permits SafeTensors, Shards, TorchFile {

    /// The file that was opened, to be named to people.
    Path file();

    /// All tensors by name, in the file's order.
    Map<String, StoredTensor> entries();

    /// The tensors' names, in the file's order.
    default Set<String> names() {
        return entries().keySet();
    }

    /// The tensor `name`. Throws UserError when the file lacks it.
    default StoredTensor entry(String name) {
        StoredTensor entry = entries().get(name);
        if (entry == null) {
            throw foreign("it lacks the tensor " + name);
        }
        return entry;
    }

    /// Throws UserError unless tensor `name` has this shape.
    default void requireShape(String name, long[] shape) {
        long[] found = entry(name).shape();
        if (!Arrays.equals(found, shape)) {
            throw foreign(
                    "%s has the shape %s, where config.json asks for %s"
                            .formatted(name, Arrays.toString(found), Arrays.toString(shape)));
        }
    }

    /// What to throw when this is not the file that belongs to its config.json.
    default UserError foreign(String why) {
        return new UserError(
                file() + " and config.json do not belong together: " + why + ".",
                "Restore the folder whole, or train the model again.");
    }

    /// The bytes of tensor `name`, little-endian, row by row, mapped: valid until this is closed.
    default ByteBuffer bytes(String name) {
        return entry(name).bytes();
    }

    @Override
    void close();
}
