package dev.understudy.imports.irc;

import dev.understudy.archive.Archive;
import dev.understudy.imports.format.CountedStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// The lines of a log, each in the encoding of who wrote it: UTF-8, or else Windows-1252, which is
/// Latin-1 with letters where that has none. Memory: one line, of which no more is kept than makes
/// any message too long. One thread.
final class LogLines implements AutoCloseable {
    private static final Charset WESTERN = Charset.forName("windows-1252");

    /// Bytes of a text too long for any archive, and of what precedes it.
    private static final int LONGEST = 4 * Archive.MAX_TEXT + 1_000;

    private static final int CHUNK = 1 << 14;

    private final CountedStream source;
    private final byte[] chunk = new byte[CHUNK];
    private int at;
    private int filled;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long number;

    LogLines(InputStream source) {
        this.source = new CountedStream(source);
    }

    /// Goes to the next line, if there is one. Throws IOException when the source cannot be read.
    boolean advance() throws IOException {
        line.reset();
        int b = read();
        if (b < 0) {
            return false;
        }
        while (b >= 0 && b != '\n') {
            if (line.size() < LONGEST) {
                line.write(b);
            }
            b = read();
        }
        number++;
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

    /// The line that [#advance] went to, without its end.
    String line() {
        String text = decoded(line.toByteArray());
        boolean marked = number == 1 && text.startsWith("\uFEFF");
        boolean isReturn = text.endsWith("\r");
        return text.substring(marked ? 1 : 0, text.length() - (isReturn ? 1 : 0));
    }

    private static String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException other) {
            return new String(bytes, WESTERN);
        }
    }

    /// The number of the current line, from 1.
    long number() {
        return number;
    }

    /// How many bytes have been read, some of them ahead.
    long position() {
        return source.position();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
