package dev.understudy.checkpoint;

import dev.understudy.settings.UserError;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/// One tensor in a file: what it holds and where. Nothing of it is in memory.
public final class StoredTensor {
    private final String name;
    private final MappedFile file;
    private final Layout layout;

    /// Where a tensor lies in its file.
    ///
    /// @param offset of the first element, in bytes from the file's start
    /// @param strides elements from one index to the next, for each dimension
    record Layout(ElementType type, List<Long> shape, List<Long> strides, long offset) {
        Layout {
            shape = List.copyOf(shape);
            strides = List.copyOf(strides);
        }

        /// Row by row without a gap.
        static Layout dense(ElementType type, List<Long> shape, long offset) {
            return new Layout(type, shape, denseStrides(shape), offset);
        }

        private static List<Long> denseStrides(List<Long> shape) {
            Long[] strides = new Long[shape.size()];
            long next = 1;
            for (int i = strides.length - 1; i >= 0; i--) {
                strides[i] = next;
                next = Math.multiplyExact(next, Math.max(1, shape.get(i)));
            }
            return List.of(strides);
        }

        /// The same elements, its dimensions in reverse order.
        Layout transposed() {
            return new Layout(type, shape.reversed(), strides.reversed(), offset);
        }

        /// A dimension of size 1 may have any stride.
        boolean isDense() {
            List<Long> dense = denseStrides(shape);
            for (int i = 0; i < shape.size(); i++) {
                if (shape.get(i) != 1 && !strides.get(i).equals(dense.get(i))) {
                    return false;
                }
            }
            return true;
        }

        /// Elements in all. Throws ArithmeticException past what a `long` counts.
        long count() {
            long count = 1;
            for (long size : shape) {
                count = Math.multiplyExact(count, size);
            }
            return count;
        }

        /// Elements from the first to the last, both counted; 0 for an empty tensor.
        long span() {
            long span = 1;
            for (int i = 0; i < shape.size(); i++) {
                if (shape.get(i) == 0) {
                    return 0;
                }
                span += Math.multiplyExact(shape.get(i) - 1, (long) strides.get(i));
            }
            return span;
        }
    }

    StoredTensor(String name, MappedFile file, Layout layout) {
        this.name = name;
        this.file = file;
        this.layout = layout;
    }

    /// The name that it has in its file.
    public String name() {
        return name;
    }

    /// What its elements are.
    public ElementType type() {
        return layout.type();
    }

    /// Its sizes, outermost first; empty for a single number.
    public long[] shape() {
        return layout.shape().stream().mapToLong(Long::longValue).toArray();
    }

    /// How many elements there are.
    public long count() {
        return layout.count();
    }

    /// Whether [#bytes] is a view of the mapped file and no copy.
    public boolean isInPlace() {
        return layout.isDense();
    }

    /// Whether both are the same bytes of the same file, as tied weights are.
    boolean sharesWith(StoredTensor other) {
        return file == other.file && count() > 0 && layout.equals(other.layout);
    }

    /// All its bytes in its own type, row by row, little-endian: a view of the mapped file, valid
    /// until the file is closed, or a copy where the file holds them in another order.
    ///
    /// Throws UserError at 2 GB and more.
    public ByteBuffer bytes() {
        int size = requireFits(type());
        if (layout.isDense()) {
            return file.map(layout.offset(), size);
        }
        ByteBuffer rows = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        file.gather(layout, rows::put);
        return rows.flip();
    }

    /// Writes all its elements, row by row, as numbers of type `as` into `target`, which has room
    /// for exactly them and stays where it is. Takes hardly any memory besides; several threads
    /// share the work.
    ///
    /// Throws UserError when its type is none of F32, F16 and BF16, or the file ends early.
    public void read(ElementType as, ByteBuffer target) {
        if (as != type()) {
            requireWeight();
        }
        if (target.remaining() != requireFits(as)) {
            throw new IllegalArgumentException(
                    target.remaining() + " bytes for " + count() + " elements of " + as);
        }
        if (layout.isDense()) {
            file.read(layout, as, target);
        } else {
            ByteBuffer rest = target.slice().order(ByteOrder.LITTLE_ENDIAN);
            file.gather(layout, row -> type().convert(row, rest, as));
        }
    }

    /// Writes the elements of a matrix as float32 into `target`, column by column: the transposed
    /// matrix, row by row. Otherwise as [#read].
    public void readByColumns(ByteBuffer target) {
        requireWeight();
        if (layout.shape().size() != 2 || target.remaining() != requireFits(ElementType.F32)) {
            throw new IllegalArgumentException(target.remaining() + " bytes for " + this);
        }
        if (layout.isDense()) {
            file.readByColumns(layout, target);
        } else {
            new StoredTensor(name, file, layout.transposed()).read(ElementType.F32, target);
        }
    }

    private void requireWeight() {
        if (!type().isWeight()) {
            throw new UserError(
                    "%s: %s holds %s elements; accepted: F32, F16, BF16."
                            .formatted(file.path(), name, type()),
                    "Save the model in one of these types.");
        }
    }

    private int requireFits(ElementType as) {
        long size = as.byteSize(count());
        if (size > Integer.MAX_VALUE) {
            throw new UserError(
                    "%s: %s has %d bytes; accepted: below 2 GB for one tensor."
                            .formatted(file.path(), name, size),
                    "Use a smaller model: the largest tensor of gpt2-xl has 0.3 GB.");
        }
        return (int) size;
    }

    @Override
    public String toString() {
        return name + " " + type() + Arrays.toString(shape());
    }
}
