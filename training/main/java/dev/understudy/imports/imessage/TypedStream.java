package dev.understudy.imports.imessage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// The text in an attributed string as NeXT's typedstream keeps it, which is how Messages stores
/// texts since macOS 13.
///
/// After the class's name stand `84 01 2B` (a string of bytes follows), the length and the text in
/// UTF-8. A length is one byte below 0x80, or 0x81 and two bytes, or 0x82 and four, the lowest
/// first. Text may hold any bytes, those that end it, too, so the length alone decides where it
/// ends.
///
/// Source: python-typedstream's table of tags, and blobs of Messages.
final class TypedStream {
    private static final byte[] MAGIC = ascii("streamtyped");
    private static final byte[] STRING = ascii("NSString");
    private static final byte[] MUTABLE_STRING = ascii("NSMutableString");
    private static final byte[] BYTES_FOLLOW = {(byte) 0x84, 0x01, 0x2B};
    private static final byte[] END = {(byte) 0x86, (byte) 0x84};
    private static final int TWO_BYTES = 0x81;
    private static final int FOUR_BYTES = 0x82;
    private static final int ONE_BYTE = 0x80;

    private TypedStream() {}

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// The text in `blob`; empty when it is none that this understands.
    static Optional<String> text(byte[] blob) {
        int name = first(blob);
        int at = name < 0 ? -1 : indexOf(blob, BYTES_FOLLOW, name);
        return at < 0 ? Optional.empty() : text(blob, at + BYTES_FOLLOW.length);
    }

    /// The text of the last typedstream inside `blob`, which may hold several.
    static Optional<String> lastText(byte[] blob) {
        int last = -1;
        for (int at = indexOf(blob, MAGIC, 0); at >= 0; at = indexOf(blob, MAGIC, at + 1)) {
            last = at;
        }
        return last < 0 ? Optional.empty() : text(Arrays.copyOfRange(blob, last, blob.length));
    }

    private static int first(byte[] blob) {
        int string = indexOf(blob, STRING, 0);
        int mutable = indexOf(blob, MUTABLE_STRING, 0);
        return string < 0 || mutable < 0 ? Math.max(string, mutable) : Math.min(string, mutable);
    }

    private static Optional<String> text(byte[] blob, int at) {
        ByteBuffer bytes = ByteBuffer.wrap(blob).order(ByteOrder.LITTLE_ENDIAN).position(at);
        long length = length(bytes);
        if (length < 0) {
            return Optional.empty();
        }
        int start = bytes.position();
        if (length <= bytes.remaining()) {
            Optional<String> text = decoded(blob, start, (int) length);
            if (text.isPresent()) {
                return text;
            }
        }
        int end = indexOf(blob, END, start); // of a damaged blob, what comes before the next part
        return end < 0 ? Optional.empty() : decoded(blob, start, end - start);
    }

    /// -1 for what is no length.
    private static long length(ByteBuffer bytes) {
        if (!bytes.hasRemaining()) {
            return -1;
        }
        int tag = Byte.toUnsignedInt(bytes.get());
        if (tag == TWO_BYTES && bytes.remaining() >= Short.BYTES) {
            return Short.toUnsignedInt(bytes.getShort());
        }
        if (tag == FOUR_BYTES && bytes.remaining() >= Integer.BYTES) {
            return Integer.toUnsignedLong(bytes.getInt());
        }
        return tag < ONE_BYTE ? tag : -1;
    }

    private static Optional<String> decoded(byte[] blob, int start, int length) {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(blob, start, length))
                            .toString());
        } catch (CharacterCodingException damaged) {
            return Optional.empty();
        }
    }

    private static int indexOf(byte[] blob, byte[] wanted, int from) {
        for (int at = from; at <= blob.length - wanted.length; at++) {
            int same = 0;
            while (same < wanted.length && blob[at + same] == wanted[same]) {
                same++;
            }
            if (same == wanted.length) {
                return at;
            }
        }
        return -1;
    }
}
