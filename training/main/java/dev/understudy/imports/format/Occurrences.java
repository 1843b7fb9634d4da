package dev.understudy.imports.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/// Ids for messages that have none: a hash of what they say and the how-maniest time it is said. So
/// a real repeated "lol" stays, and a longer, later copy of the file gives the old messages their
/// old ids.
///
/// Memory: about 60 bytes for each different message. One thread.
public final class Occurrences {
    private static final int HASH_BYTES = 16;

    private final MessageDigest digest;
    private final Map<Long, Integer> seen = new HashMap<>();

    public Occurrences() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /// The id of the next message that consists of `parts`.
    public String next(String... parts) {
        for (String part : parts) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0xFF); // in no UTF-8 text
        }
        byte[] hash = digest.digest();
        int occurrence = seen.merge(ByteBuffer.wrap(hash).getLong(), 1, Integer::sum);
        return HexFormat.of().formatHex(hash, 0, HASH_BYTES) + "-" + occurrence;
    }
}
