package dev.understudy.imports.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;

/// The characters of a text in UTF-8, all of them up to the first byte that is not: Java's own
/// reader loses up to 8,192 before it. One thread.
public final class Utf8Text extends Reader {
    private static final int CHUNK = 1 << 14;

    private final InputStream source;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK).flip();
    private final CharBuffer chars = CharBuffer.allocate(CHUNK).flip();
    private boolean end;
    private boolean fault;

    public Utf8Text(InputStream source) {
        this.source = source;
    }

    /// The next characters, as [Reader#read] says.
    ///
    /// Throws CharacterCodingException where the text stops being UTF-8.
    @Override
    public int read(char[] into, int offset, int length) throws IOException {
        if (!chars.hasRemaining() && !fill()) {
            return -1;
        }
        int count = Math.min(length, chars.remaining());
        chars.get(into, offset, count);
        return count;
    }

    private boolean fill() throws IOException {
        chars.clear();
        while (chars.position() == 0 && !fault && !end) {
            bytes.compact();
            int count = source.read(bytes.array(), bytes.position(), bytes.remaining());
            end = count < 0;
            bytes.position(bytes.position() + Math.max(0, count)).flip();
            CoderResult result = decoder.decode(bytes, chars, end);
            fault = result.isError();
        }
        chars.flip();
        if (!chars.hasRemaining() && fault) {
            throw new MalformedInputException(1);
        }
        return chars.hasRemaining();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
