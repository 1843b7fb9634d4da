package dev.understudy.imports.format;

import dev.understudy.archive.Archive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;

/// The lines of a text in UTF-8, one after the other, without a byte order mark. A line ends with
/// `\n` or `\r\n`; every other break is part of it. Memory: one line, of which no more is kept than
/// makes any message too long. One thread.
public final class TextLines implements AutoCloseable {
    private static final int CHUNK = 1 << 14;

    /// With room for what precedes the text of a message.
    private static final int LONGEST = Archive.MAX_TEXT + 1_000;

    private final CountedStream source;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK).flip();
    private final CharBuffer chars = CharBuffer.allocate(CHUNK).flip();
    private final StringBuilder line = new StringBuilder();
    private long number;
    private boolean end;
    private boolean fault;

    public TextLines(InputStream source) {
        this.source = new CountedStream(source);
    }

    /// Goes to the next line, if there is one.
    ///
    /// Throws CharacterCodingException at the first byte that is not UTF-8, which then stands in
    /// the line after the last [#number]; IOException when the source cannot be read.
    public boolean advance() throws IOException {
        line.setLength(0);
        boolean any = false;
        while (chars.hasRemaining() || fill()) {
            any = true;
            if (copyToBreak()) {
                number++;
                return true;
            }
        }
        number += any ? 1 : 0;
        return any;
    }

    /// Whether the line's end came before that of the decoded text.
    private boolean copyToBreak() {
        while (chars.hasRemaining()) {
            char c = chars.get();
            if (c == '\n') {
                return true;
            }
            if (line.length() < LONGEST) {
                line.append(c);
            }
        }
        return false;
    }

    /// Decodes more, if there is more.
    private boolean fill() throws IOException {
        chars.clear();
        while (chars.position() == 0) {
            if (fault) {
                chars.flip();
                throw new MalformedInputException(1);
            }
            if (end) {
                chars.flip();
                return false;
            }
            bytes.compact();
            int count = source.read(bytes.array(), bytes.position(), bytes.remaining());
            end = count < 0;
            bytes.position(bytes.position() + Math.max(0, count)).flip();
            CoderResult result = decoder.decode(bytes, chars, end);
            fault = result.isError();
        }
        chars.flip();
        if (number == 0 && line.isEmpty() && chars.get(0) == '\uFEFF') {
            chars.get();
        }
        return true;
    }

    /// The line that [#advance] went to, without its end.
    public String line() {
        int length = line.length();
        boolean isReturn = length > 0 && line.charAt(length - 1) == '\r';
        return line.substring(0, isReturn ? length - 1 : length);
    }

    /// How many lines have been read: the number of the current one, from 1.
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
