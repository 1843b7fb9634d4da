package dev.understudy.imports.telegram;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/// The bytes of a Telegram export with two faults of the exporter repaired on the way:
///
/// - control characters written `\x01` inside strings become `\u0001` (tdesktop issue 27571);
/// - values that lack their quotes, as in `"document_id": stickers/a (2).webp`, get them (tdesktop
///   issue 24961).
///
/// Line breaks are neither added nor taken away, so line numbers stay those of the file. Correct
/// JSON passes unchanged. Memory: three buffers. One thread.
final class RepairedJson extends InputStream {
    private static final int CHUNK = 1 << 16;

    /// An unquoted value is a path or a remark; anything longer is some other damage.
    private static final int MAX_BARE_VALUE = 8192;

    private static final Pattern LITERAL =
            Pattern.compile("true|false|null|-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

    private enum State {
        STRUCTURE,
        STRING,
        ESCAPE,
        AFTER_COLON,
        BARE_VALUE,
        /// After a comma that may be part of a bare value, or end it.
        BARE_COMMA
    }

    private final InputStream source;
    private final byte[] in = new byte[CHUNK];
    private final byte[] bare = new byte[MAX_BARE_VALUE];
    private int bareLength;
    private byte[] out = new byte[2 * CHUNK];
    private int outStart;
    private int outEnd;
    private State state = State.STRUCTURE;
    private long position;

    /// Where the comma stands in [#bare], while in [State#BARE_COMMA].
    private int comma;

    RepairedJson(InputStream source) {
        this.source = source;
    }

    /// How many bytes of the source have been read.
    long position() {
        return position;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (outStart == outEnd) {
            if (!fill()) {
                return -1;
            }
        }
        int count = Math.min(length, outEnd - outStart);
        System.arraycopy(out, outStart, into, offset, count);
        outStart += count;
        return count;
    }

    private boolean fill() throws IOException {
        outStart = 0;
        outEnd = 0;
        int count = source.read(in, 0, CHUNK);
        if (count < 0) {
            if (bareLength == 0) {
                return false;
            }
            endBareValue(bareLength);
            return true;
        }
        position += count;
        int at = 0;
        while (at < count) {
            if (state == State.STRING) {
                at = copyString(at, count);
            } else {
                take(in[at++]);
            }
        }
        return true;
    }

    /// Copies up to and with the next quote or backslash; the number of bytes taken so far.
    private int copyString(int from, int end) {
        int at = from;
        while (at < end && in[at] != '"' && in[at] != '\\') {
            at++;
        }
        reserve(at - from + 1);
        System.arraycopy(in, from, out, outEnd, at - from);
        outEnd += at - from;
        if (at == end) {
            return end;
        }
        emit(in[at]);
        state = in[at] == '"' ? State.STRUCTURE : State.ESCAPE;
        return at + 1;
    }

    private void take(byte b) {
        switch (state) {
            case STRUCTURE -> {
                emit(b);
                state = b == '"' ? State.STRING : b == ':' ? State.AFTER_COLON : State.STRUCTURE;
            }
            case STRING -> throw new IllegalStateException("strings are copied whole");
            case ESCAPE -> {
                if (b == 'x') {
                    emit("u00");
                } else {
                    emit(b);
                }
                state = State.STRING;
            }
            case AFTER_COLON -> afterColon(b);
            case BARE_VALUE -> inBareValue(b);
            case BARE_COMMA -> afterBareComma(b);
        }
    }

    private void afterColon(byte b) {
        switch (b) {
            case ' ', '\t', '\r', '\n' -> emit(b);
            case '"' -> {
                emit(b);
                state = State.STRING;
            }
            case '{', '[', '}', ']', ',' -> {
                emit(b);
                state = State.STRUCTURE;
            }
            default -> {
                state = State.BARE_VALUE;
                hold(b);
            }
        }
    }

    private void inBareValue(byte b) {
        switch (b) {
            case '\n', '}' -> {
                endBareValue(bareLength);
                emit(b);
            }
            case ',' -> {
                if (isLiteral(bareLength)) {
                    endBareValue(bareLength);
                    emit(b);
                } else {
                    comma = bareLength;
                    state = State.BARE_COMMA;
                    hold(b);
                }
            }
            default -> hold(b);
        }
    }

    /// A comma ends a bare value when the line or the value does, or the next name follows.
    private void afterBareComma(byte b) {
        switch (b) {
            case ' ', '\t', '\r' -> hold(b);
            case '\n' -> {
                endBareValue(comma);
                emit(b);
            }
            case '"' -> {
                endBareValue(comma);
                emit(b);
                state = State.STRING;
            }
            default -> {
                state = State.BARE_VALUE;
                inBareValue(b);
            }
        }
    }

    /// Adds to the bare value, or lets it go as it is when it is too long to be one.
    private void hold(byte b) {
        bare[bareLength++] = b;
        if (bareLength == MAX_BARE_VALUE) {
            emit(0, bareLength);
            bareLength = 0;
            state = State.STRUCTURE;
        }
    }

    /// Writes the first `length` bytes of the bare value, quoted if need be, then its rest as is.
    private void endBareValue(int length) {
        int end = length;
        while (end > 0 && (bare[end - 1] == ' ' || bare[end - 1] == '\r')) {
            end--;
        }
        if (isLiteral(end)) {
            emit(0, end);
        } else {
            emit((byte) '"');
            for (int i = 0; i < end; i++) {
                if (bare[i] == '"' || bare[i] == '\\') {
                    emit((byte) '\\');
                }
                emit(bare[i]);
            }
            emit((byte) '"');
        }
        emit(end, bareLength);
        bareLength = 0;
        state = State.STRUCTURE;
    }

    /// Whether the first `length` bytes of the bare value are a number, `true`, `false` or `null`.
    private boolean isLiteral(int length) {
        int digits = 0;
        while (digits < length && bare[digits] >= '0' && bare[digits] <= '9') {
            digits++;
        }
        return digits == length
                || LITERAL.matcher(new String(bare, 0, length, StandardCharsets.ISO_8859_1).strip())
                        .matches();
    }

    private void emit(byte b) {
        reserve(1);
        out[outEnd++] = b;
    }

    private void emit(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            emit((byte) ascii.charAt(i));
        }
    }

    private void emit(int from, int to) {
        reserve(to - from);
        System.arraycopy(bare, from, out, outEnd, to - from);
        outEnd += to - from;
    }

    private void reserve(int count) {
        if (outEnd + count > out.length) {
            out = Arrays.copyOf(out, Math.max(outEnd + count, 2 * out.length));
        }
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
