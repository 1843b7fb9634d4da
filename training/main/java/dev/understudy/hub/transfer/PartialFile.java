package dev.understudy.hub.transfer;

import dev.understudy.hub.transfer.TransferFailure.Mismatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/// The beginning of a file, `NAME.part`, and `NAME.part.origin`, which says of what: the checksum
/// of the whole, and the server's tag for it. Hashed as it grows. One thread.
final class PartialFile implements AutoCloseable {
    private static final int BUFFER = 1 << 20;

    private final RemoteFile file;
    private final Path path;
    private final Path origin;
    private final FileChannel channel;
    private MessageDigest digest;
    private long length;
    private String tag = "";

    /// What is there of `file` beside `target`; what is there of another file is discarded.
    PartialFile(RemoteFile file, Path target) throws IOException {
        this.file = file;
        path = target.resolveSibling(target.getFileName() + ".part");
        origin = target.resolveSibling(target.getFileName() + ".part.origin");
        digest = file.checksum().newDigest(file.size());
        boolean ours = isOurs();
        channel =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        try {
            if (ours && channel.size() <= file.size()) {
                length = hash(channel, digest);
            } else {
                startOver("");
            }
        } catch (IOException unreadable) {
            channel.close();
            throw unreadable;
        }
    }

    private boolean isOurs() throws IOException {
        try {
            List<String> lines = Files.readAllLines(origin);
            tag = lines.size() > 1 ? lines.get(1) : "";
            return !lines.isEmpty() && lines.getFirst().equals(file.checksum().hex());
        } catch (NoSuchFileException unknown) {
            return false;
        }
    }

    /// Feeds everything in `channel` to `digest`; returns how much that was.
    private static long hash(FileChannel channel, MessageDigest digest) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        long read = 0;
        channel.position(0);
        while (channel.read(buffer) >= 0) {
            read += buffer.flip().remaining();
            digest.update(buffer);
            buffer.clear();
        }
        return read;
    }

    /// Whether `path` holds the whole of `file`.
    static boolean isWhole(Path path, RemoteFile file) throws IOException {
        if (!Files.isRegularFile(path) || Files.size(path) != file.size()) {
            return false;
        }
        MessageDigest digest = file.checksum().newDigest(file.size());
        try (FileChannel channel = FileChannel.open(path)) {
            hash(channel, digest);
        }
        return HexFormat.of().formatHex(digest.digest()).equals(file.checksum().hex());
    }

    long length() {
        return length;
    }

    /// The tag under which the server gave out what is here; empty if it had none.
    String tag() {
        return tag;
    }

    /// Empties it, for a file that the server calls `newTag`.
    void startOver(String newTag) throws IOException {
        channel.truncate(0);
        digest = file.checksum().newDigest(file.size());
        length = 0;
        tag = newTag;
        Files.writeString(origin, file.checksum().hex() + "\n" + newTag + "\n");
    }

    /// Throws Mismatch when the file becomes longer than it should.
    void append(ByteBuffer bytes) throws IOException {
        if (length + bytes.remaining() > file.size()) {
            throw new Mismatch("it is longer than the " + file.size() + " bytes that are listed");
        }
        digest.update(bytes.duplicate());
        channel.position(length);
        while (bytes.hasRemaining()) {
            length += channel.write(bytes);
        }
    }

    /// Gives the whole file its name. Throws Mismatch, and begins anew, when it is another one.
    void finish(Path target) throws IOException {
        String found = HexFormat.of().formatHex(digest.digest());
        if (!found.equals(file.checksum().hex())) {
            startOver("");
            throw new Mismatch("its hash is " + found + ", and listed is " + file.checksum());
        }
        channel.force(true);
        channel.close();
        Files.move(
                path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(origin);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
