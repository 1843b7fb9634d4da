package dev.understudy.imports.plain;

import dev.understudy.imports.files.ExportFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// The first 64 KiB of a file, as text, or the lines before the first that is not UTF-8.
record Sample(String text) {
    private static final int SIZE = 1 << 16;
    private static final int LONGEST_NAME = 60;

    static Sample of(ExportFile file) throws IOException {
        byte[] bytes;
        try (InputStream stream = file.open()) {
            bytes = stream.readNBytes(SIZE);
        }
        CharBuffer text = CharBuffer.allocate(SIZE);
        CoderResult whole =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes), text, bytes.length < SIZE);
        String decoded = text.flip().toString();
        if (whole.isError()) { // and half a line stands before the fault
            decoded = decoded.substring(0, decoded.lastIndexOf('\n') + 1);
        }
        return new Sample(decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded);
    }

    /// Whether at least every other paragraph begins with a speaker, and it is neither JSON nor a
    /// web page.
    boolean isTranscript() {
        String trimmed = text.strip();
        if (trimmed.isEmpty()
                || "{[<".indexOf(trimmed.charAt(0)) >= 0
                || trimmed.indexOf('\u0000') >= 0) {
            return false;
        }
        String lines = trimmed.replace("\r\n", "\n").replace('\r', '\n');
        List<String> paragraphs = Arrays.asList(lines.split("\n[\\s\\h]*\n"));
        long spoken = paragraphs.stream().filter(Sample::beginsWithSpeaker).count();
        return spoken > 0 && spoken * 2 >= paragraphs.size();
    }

    private static boolean beginsWithSpeaker(String paragraph) {
        String first = paragraph.lines().findFirst().orElse("").strip();
        return first.endsWith(":") && first.length() > 1 && first.length() <= LONGEST_NAME;
    }

    /// The line of the first byte of `file` that is not UTF-8, from 1.
    static long lineOfFault(ExportFile file) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer bytes = ByteBuffer.allocate(SIZE);
        CharBuffer text = CharBuffer.allocate(SIZE);
        long line = 1;
        try (InputStream stream = file.open()) {
            boolean end = false;
            while (!end) {
                int count = stream.read(bytes.array(), bytes.position(), bytes.remaining());
                end = count < 0;
                bytes.position(bytes.position() + Math.max(0, count)).flip();
                CoderResult result = decoder.decode(bytes, text, end);
                line += text.flip().chars().filter(c -> c == '\n').count();
                text.clear();
                bytes.compact();
                end |= result.isError();
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return line;
    }
}
