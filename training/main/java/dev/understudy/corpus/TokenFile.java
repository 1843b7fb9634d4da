package dev.understudy.corpus;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// Numbers on disk, one a token: unsigned 16-bit integers, little endian, as in nanoGPT's
/// `train.bin`, or single unsigned bytes.
final class TokenFile implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final MessageDigest digest = sha256();
    private final OutputStream out;
    private final int width;
    private long tokens;

    /// Starts the file `path` anew.
    TokenFile(Path path) throws IOException {
        this(path, 2);
    }

    /// The same with `width` bytes a number: 1 or 2.
    TokenFile(Path path, int width) throws IOException {
        this.width = width;
        OutputStream file = Files.newOutputStream(path);
        out = new BufferedOutputStream(new DigestOutputStream(file, digest), BUFFER_BYTES);
    }

    /// @param ids each from 0 to 65,535, or to 255
    void write(int... ids) throws IOException {
        for (int id : ids) {
            write(id, 1);
        }
    }

    /// Writes `id` so many `times`.
    void write(int id, int times) throws IOException {
        if (id >>> (8 * width) != 0) {
            throw new IllegalArgumentException(id + " does not fit into " + width + " bytes");
        }
        for (int i = 0; i < times; i++) {
            out.write(id);
            if (width == 2) {
                out.write(id >>> 8);
            }
        }
        tokens += times;
    }

    long tokens() {
        return tokens;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    /// Hash of the file; call it when closed.
    String sha256Hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /// A whole file, one `char` for each token; nothing when its hash is not `sha256`.
    static Optional<char[]> read(Path path, String sha256) throws IOException {
        MessageDigest digest = sha256();
        char[] tokens = new char[Math.toIntExact(Files.size(path) / 2)];
        try (InputStream file = Files.newInputStream(path);
                InputStream in =
                        new BufferedInputStream(
                                new DigestInputStream(file, digest), BUFFER_BYTES)) {
            for (int i = 0; i < tokens.length; i++) {
                int low = in.read();
                tokens[i] = (char) (low | in.read() << 8);
            }
            in.transferTo(OutputStream.nullOutputStream());
        }
        boolean same = HexFormat.of().formatHex(digest.digest()).equals(sha256);
        return same ? Optional.of(tokens) : Optional.empty();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
