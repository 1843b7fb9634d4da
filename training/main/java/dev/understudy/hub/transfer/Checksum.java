package dev.understudy.hub.transfer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/// What a file's bytes must hash to.
///
/// @param hex digits in lower case: 64 for SHA-256, 40 for git
public record Checksum(Kind kind, String hex) {
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern SHA_1 = Pattern.compile("[0-9a-f]{40}");

    /// How a hub names contents.
    public enum Kind {
        /// SHA-256 of the bytes: large files.
        SHA_256,
        /// Git's name for the same bytes, SHA-1 of `blob SIZE`, a zero and the bytes: small files.
        GIT_BLOB
    }

    public Checksum {
        Pattern form = kind == Kind.SHA_256 ? SHA_256 : SHA_1;
        if (!form.matcher(hex).matches()) {
            throw new IllegalArgumentException("no " + kind + ": " + hex);
        }
    }

    /// A SHA-256. Throws IllegalArgumentException when `hex` is none.
    public static Checksum sha256(String hex) {
        return new Checksum(Kind.SHA_256, hex);
    }

    /// A git object's name. Throws IllegalArgumentException when `hex` is none.
    public static Checksum gitBlob(String hex) {
        return new Checksum(Kind.GIT_BLOB, hex);
    }

    /// A digest to feed with the bytes of a file of `size` bytes, and with nothing else.
    MessageDigest newDigest(long size) {
        try {
            return switch (kind) {
                case SHA_256 -> MessageDigest.getInstance("SHA-256");
                case GIT_BLOB -> {
                    MessageDigest git = MessageDigest.getInstance("SHA-1");
                    git.update(("blob " + size + "\0").getBytes(StandardCharsets.US_ASCII));
                    yield git;
                }
            };
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-1 and SHA-256", impossible);
        }
    }

    /// What it is called in a message.
    @Override
    public String toString() {
        return (kind == Kind.SHA_256 ? "SHA-256 " : "git hash ") + hex;
    }
}
