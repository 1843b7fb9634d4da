package dev.understudy.checkpoint;

import dev.understudy.checkpoint.StoredTensor.Layout;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/// A file of any size, mapped for using it in place and read by pieces for copying out of it.
///
/// A mapped page that was touched counts as this process's memory until it is unmapped, and makes
/// it crash when somebody cuts the file short meanwhile; what is read does neither. One thread at a
/// time: the one that closes may be another.
final class MappedFile implements AutoCloseable {
    /// Elements in one piece: 1 MB of float32, so that threads share even a small matrix.
    private static final int PIECE = 1 << 18;

    private static final byte[] GIT_LFS =
            "version https://git-lfs".getBytes(StandardCharsets.US_ASCII);

    private final Path path;
    private final FileChannel channel;
    private final Arena arena;
    private final MemorySegment all;

    private MappedFile(Path path, FileChannel channel, Arena arena) throws IOException {
        this.path = path;
        this.channel = channel;
        this.arena = arena;
        this.all = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
    }

    /// What `parse` makes of the file at `path`, which it keeps; it is closed when `parse` throws.
    /// Throws IOException when it cannot be read, Damage when it only stands for the file.
    static <T> T open(Path path, Function<MappedFile, T> parse) throws IOException {
        MappedFile file = open(path);
        try {
            return parse.apply(file);
        } catch (RuntimeException damage) {
            file.close();
            throw damage;
        }
    }

    private static MappedFile open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path);
        Arena arena = Arena.ofShared();
        try {
            MappedFile file = new MappedFile(path, channel, arena);
            if (file.beginsWith(GIT_LFS)) {
                throw new Damage("it is a pointer of Git LFS, not the file itself");
            }
            return file;
        } catch (IOException | RuntimeException unusable) {
            arena.close();
            channel.close();
            throw unusable;
        }
    }

    Path path() {
        return path;
    }

    long size() {
        return all.byteSize();
    }

    boolean beginsWith(byte... bytes) {
        return size() >= bytes.length
                && all.asSlice(0, bytes.length).mismatch(MemorySegment.ofArray(bytes)) < 0;
    }

    /// `length` bytes from `offset` on, little-endian, valid until this is closed. Throws Damage
    /// when the file ends before.
    ByteBuffer map(long offset, int length) {
        requireInside(offset, length);
        return all.asSlice(offset, length).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /// Throws Damage unless the file holds `length` bytes from `offset` on.
    void requireInside(long offset, long length) {
        if (offset < 0 || length < 0 || length > size() || offset > size() - length) {
            throw new Damage("it ends early, after " + size() + " bytes");
        }
    }

    /// Copies a dense tensor, as type `as`, into `target`. Throws UserError when the file ends
    /// early or cannot be read.
    void read(Layout layout, ElementType as, ByteBuffer target) {
        int start = target.position();
        inParallel(
                (thread, threads) -> {
                    ByteBuffer scratch = scratch(layout.type(), as, PIECE);
                    long count = layout.count();
                    long step = (long) threads * PIECE;
                    for (long first = (long) thread * PIECE; first < count; first += step) {
                        int elements = (int) Math.min(PIECE, count - first);
                        int from = start + (int) as.byteSize(first);
                        ByteBuffer part = target.slice(from, (int) as.byteSize(elements));
                        readPiece(layout, first, as, part, scratch);
                    }
                });
    }

    /// Copies a dense matrix as float32 into `target`, column by column. Throws as [#read].
    void readByColumns(Layout layout, ByteBuffer target) {
        FloatBuffer byColumns = target.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        inParallel((thread, threads) -> readByColumns(layout, byColumns, thread, threads));
    }

    /// The share of one of several threads: it takes some rows at a time, so that each column gets
    /// some neighbours at a time.
    private void readByColumns(Layout layout, FloatBuffer byColumns, int thread, int threads) {
        int rows = Math.toIntExact(layout.shape().getFirst());
        int columns = Math.toIntExact(layout.shape().getLast());
        int together = Math.clamp(PIECE / Math.max(1, columns), 1, Math.max(1, rows));
        ByteBuffer scratch = scratch(layout.type(), ElementType.F32, together * columns);
        ByteBuffer part = ByteBuffer.allocate(together * columns * Float.BYTES);
        FloatBuffer values = part.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        float[] column = new float[together];
        long step = (long) threads * together;
        for (long first = (long) thread * together; first < rows; first += step) {
            int count = (int) Math.min(together, rows - first);
            part.clear().limit(count * columns * Float.BYTES);
            readPiece(layout, first * columns, ElementType.F32, part, scratch);
            for (int c = 0; c < columns; c++) {
                for (int r = 0; r < count; r++) {
                    column[r] = values.get(r * columns + c);
                }
                byColumns.put(c * rows + (int) first, column, 0, count);
            }
        }
    }

    /// What one thread does of the work of `threads`.
    @FunctionalInterface
    private interface Share {
        void take(int thread, int threads);
    }

    private void inParallel(Share share) {
        int threads = ForkJoinPool.getCommonPoolParallelism() + 1;
        try {
            IntStream.range(0, threads).parallel().forEach(i -> share.take(i, threads));
        } catch (UncheckedIOException unreadable) {
            throw Damage.of(path, unreadable);
        }
    }

    /// Room for elements that have to be converted; none where they have not.
    private static ByteBuffer scratch(ElementType type, ElementType as, int elements) {
        return ByteBuffer.allocate(type == as ? 0 : (int) type.byteSize(elements));
    }

    private void readPiece(
            Layout layout, long first, ElementType as, ByteBuffer part, ByteBuffer scratch) {
        ElementType type = layout.type();
        long offset = layout.offset() + type.byteSize(first);
        if (type == as) {
            readFully(part, offset);
            return;
        }
        scratch.clear().limit((int) type.byteSize(part.remaining() / as.byteSize(1)));
        readFully(scratch, offset);
        type.convert(scratch.flip(), part, as);
    }

    private void readFully(ByteBuffer part, long offset) {
        try {
            long position = offset;
            while (part.hasRemaining()) {
                int read = channel.read(part, position);
                if (read < 0) {
                    throw new EOFException();
                }
                position += read;
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// Hands out the innermost rows of a tensor whose elements lie in any order, each in a buffer
    /// that is used again for the next.
    void gather(Layout layout, Consumer<ByteBuffer> rows) {
        int rank = layout.shape().size();
        long length = rank == 0 ? 1 : layout.shape().get(rank - 1);
        long stride = rank == 0 ? 1 : layout.strides().get(rank - 1);
        int width = (int) layout.type().byteSize(1);
        byte[] row = new byte[Math.toIntExact(length * width)];
        for (long index = 0; length > 0 && index < layout.count() / length; index++) {
            long element = start(layout, index);
            for (int i = 0; i < length; i++) {
                long from = layout.offset() + (element + i * stride) * width;
                MemorySegment.copy(all, ValueLayout.JAVA_BYTE, from, row, i * width, width);
            }
            rows.accept(ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN));
        }
    }

    /// Elements from a tensor's beginning to that of its innermost row `index`.
    private static long start(Layout layout, long index) {
        long element = 0;
        long rest = index;
        for (int i = layout.shape().size() - 2; i >= 0; i--) {
            long size = layout.shape().get(i);
            element += rest % size * layout.strides().get(i);
            rest /= size;
        }
        return element;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException unclosable) {
            throw new UncheckedIOException(unclosable);
        } finally {
            arena.close();
        }
    }
}
