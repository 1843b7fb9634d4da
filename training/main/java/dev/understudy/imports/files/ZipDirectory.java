package dev.understudy.imports.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// How long the list at the end of a zip is, seen before all of it is read into memory.
///
/// Source: PKWARE's APPNOTE 6.3.10, sections 4.3.14 to 4.3.16.
///
/// @param entries how many there can be at most: by their number, or by the bytes of the list
record ZipDirectory(long entries) {
    private static final int END = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int MAX_COMMENT = 0xFFFF;
    private static final int LONG_END = 0x06064b50;
    private static final int LONG_END_LENGTH = 56;
    private static final int LOCATOR = 0x07064b50;
    private static final int LOCATOR_LENGTH = 20;

    /// A usual entry takes some 100 bytes of the list; one of 400 is long.
    private static final int BYTES_PER_ENTRY = 400;

    /// Empty when there is no end, as in what is cut off.
    static Optional<ZipDirectory> of(Path path) throws IOException {
        try (SeekableByteChannel file = Files.newByteChannel(path)) {
            long size = file.size();
            int length = (int) Math.min(size, END_LENGTH + MAX_COMMENT + LOCATOR_LENGTH);
            ByteBuffer tail = read(file, size - length, length);
            for (int at = length - END_LENGTH; at >= 0; at--) {
                if (tail.getInt(at) == END) {
                    return Optional.of(new ZipDirectory(entries(file, tail, at)));
                }
            }
            return Optional.empty();
        }
    }

    private static long entries(SeekableByteChannel file, ByteBuffer tail, int end)
            throws IOException {
        long count = Short.toUnsignedLong(tail.getShort(end + 10));
        long bytes = Integer.toUnsignedLong(tail.getInt(end + 12));
        int locator = end - LOCATOR_LENGTH;
        if (locator >= 0 && tail.getInt(locator) == LOCATOR) {
            long at = tail.getLong(locator + 8);
            if (at >= 0 && at + LONG_END_LENGTH <= file.size()) {
                ByteBuffer longEnd = read(file, at, LONG_END_LENGTH);
                if (longEnd.getInt(0) == LONG_END) {
                    count = longEnd.getLong(32);
                    bytes = longEnd.getLong(40);
                }
            }
        }
        return Math.max(count < 0 ? Long.MAX_VALUE : count, bytes / BYTES_PER_ENTRY);
    }

    private static ByteBuffer read(SeekableByteChannel file, long from, int length)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        file.position(from);
        int count;
        do {
            count = file.read(bytes);
        } while (count >= 0 && bytes.hasRemaining());
        return bytes.flip().limit(length);
    }
}
