package dev.understudy.imports.json;

import dev.understudy.imports.format.CountedStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The lines of a file of JSON lines, each read by itself, so that a damaged one harms no other.
/// Memory: one line. One thread.
public final class JsonLines implements AutoCloseable {
    /// No line of a chat is longer; of what is, no more is kept.
    private static final int LONGEST = 8_000_000;

    private static final int CHUNK = 1 << 13;
    private static final int KEY_IS_WITHIN = 40;

    private final CountedStream source;
    private final byte[] chunk = new byte[CHUNK];
    private int at;
    private int filled;
    private byte[] line = new byte[CHUNK];
    private int length;
    private boolean tooLong;
    private boolean ended;
    private long number;

    public JsonLines(InputStream source) {
        this.source = new CountedStream(source);
    }

    /// Goes to the next line that is not blank, if there is one. Throws IOException when the file
    /// cannot be read.
    public boolean advance() throws IOException {
        do {
            if (!next()) {
                return false;
            }
        } while (isBlank());
        return true;
    }

    private boolean next() throws IOException {
        length = 0;
        tooLong = false;
        int b = read();
        if (b < 0) {
            return false;
        }
        number++;
        while (b >= 0 && b != '\n') {
            keep((byte) b);
            b = read();
        }
        ended = b < 0;
        return true;
    }

    /// The next byte, or -1 at the end: without the lock of a BufferedInputStream.
    private int read() throws IOException {
        if (at == filled) {
            at = 0;
            filled = Math.max(0, source.read(chunk));
        }
        return at == filled ? -1 : chunk[at++] & 0xFF;
    }

    private void keep(byte b) {
        if (length == LONGEST) {
            tooLong = true;
            return;
        }
        if (length == line.length) {
            line = Arrays.copyOf(line, Math.min(LONGEST, 2 * length));
        }
        line[length++] = b;
    }

    private boolean isBlank() {
        for (int i = 0; i < length; i++) {
            if (line[i] < 0 || line[i] > ' ') {
                return false;
            }
        }
        return true;
    }

    /// Whether the line's object seems to begin with `key`.
    public boolean beginsWith(String key) {
        int looked = Math.min(length, KEY_IS_WITHIN);
        return new String(line, 0, looked, StandardCharsets.UTF_8).contains('"' + key + '"');
    }

    /// The line's object; empty when it is none, or not whole.
    public Optional<JsonNode> object() {
        if (tooLong) {
            return Optional.empty();
        }
        try {
            ByteBuffer utf8 = ByteBuffer.wrap(line, 0, length);
            String text = StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
            return Optional.of(JsonTree.tree(text)).filter(JsonNode::isObject);
        } catch (CharacterCodingException | JacksonException damaged) {
            return Optional.empty(); // and fault() tells the user
        }
    }

    /// Whether nothing ends the line but the file: one without an object is cut off.
    public boolean isLast() {
        return ended && !tooLong;
    }

    /// What is wrong with a line without an object.
    public String fault() {
        return tooLong ? "a line of more than " + LONGEST + " bytes" : "no JSON object";
    }

    /// The number of the line, from 1.
    public long number() {
        return number;
    }

    /// How many bytes have been read.
    public long position() {
        return source.position();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
