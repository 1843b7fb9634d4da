package dev.understudy.imports.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// The first bytes of a file, as if there were no more. One thread.
final class StartStream extends FilterInputStream {
    private int rest;

    StartStream(InputStream bytes, int length) {
        super(bytes);
        rest = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (rest == 0) {
            return -1;
        }
        int count = in.read(into, offset, Math.min(length, rest));
        rest -= Math.max(0, count);
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        return readNBytes((int) Math.min(count, rest)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
