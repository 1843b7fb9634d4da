package dev.understudy.imports.signal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/// Signal's ids of accounts, which are UUIDs, and in its own export Base64 of their 16 bytes; and
/// what serves for an id where there is none.
final class ServiceId {
    private static final int BYTES = 16;
    private static final int SHOWN = 8;
    private static final Pattern UUID_FORM =
            Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private ServiceId() {}

    /// `id` as a UUID in lower case; what is in neither form stays as it is.
    static String of(String id) {
        if (UUID_FORM.matcher(id).matches()) {
            return id.toLowerCase(Locale.ROOT);
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(id);
        } catch (IllegalArgumentException otherForm) {
            return id;
        }
        if (bytes.length != BYTES) {
            return id;
        }
        ByteBuffer halves = ByteBuffer.wrap(bytes);
        return new UUID(halves.getLong(), halves.getLong()).toString();
    }

    /// What to call an account that nobody has given a name.
    static String nameless(String id) {
        return UUID_FORM.matcher(id).matches() ? "Signal " + id.substring(0, SHOWN) : id;
    }

    /// A hash of `secret`, of 32 hexadecimal digits, for what only a key could tell apart.
    static String hidden(String secret) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
