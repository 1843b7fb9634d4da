package dev.understudy.imports.format;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// The bytes of a file, counted as they are read. One thread.
public final class CountedStream extends FilterInputStream {
    private long position;

    public CountedStream(InputStream source) {
        super(source);
    }

    /// How many bytes have been read.
    public long position() {
        return position;
    }

    @Override
    public int read() throws IOException {
        int b = in.read();
        position += b < 0 ? 0 : 1;
        return b;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = in.read(into, offset, length);
        position += Math.max(0, count);
        return count;
    }
}
