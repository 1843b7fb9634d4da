package dev.understudy.imports.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;

/// The bytes of one entry of a zip, which fail when there are more or others than the zip's
/// directory says. One thread.
final class EntryStream extends FilterInputStream {
    private final ZipEntry entry;
    private final CRC32 crc = new CRC32();
    private long position;

    EntryStream(InputStream bytes, ZipEntry entry) {
        super(bytes);
        this.entry = entry;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = in.read(into, offset, length);
        if (count > 0) {
            position += count;
            crc.update(into, offset, count);
        }
        boolean ended = count < 0;
        if (position > entry.getSize() || (ended && position < entry.getSize())) {
            throw new ZipException("damaged zip: an entry is not as long as it says");
        }
        if (ended && entry.getCrc() >= 0 && crc.getValue() != entry.getCrc()) {
            throw new ZipException("damaged zip: an entry fails its checksum");
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        return readNBytes((int) Math.min(count, 1 << 16)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
