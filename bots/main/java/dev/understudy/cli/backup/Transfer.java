package dev.understudy.cli.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/// Copies files one after another; tells how many bytes all of them are so far. Memory: one buffer.
/// One thread.
final class Transfer {
    private final byte[] buffer = new byte[1 << 16];
    private final LongConsumer progress;
    private long done;

    Transfer(LongConsumer progress) {
        this.progress = progress;
    }

    /// Copies all of `in`, which is called `name`, and returns what came. Reads no more than one
    /// buffer beyond `most` bytes.
    Manifest.Kept copy(String name, InputStream in, OutputStream out, long most)
            throws IOException {
        MessageDigest digest = sha256();
        long size = 0;
        for (int read; size <= most && (read = in.read(buffer)) >= 0; ) {
            out.write(buffer, 0, read);
            digest.update(buffer, 0, read);
            size += read;
            done += read;
            progress.accept(done);
        }
        return new Manifest.Kept(name, size, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException("every Java has SHA-256", never);
        }
    }
}
