package dev.understudy.chat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads a transcript block by block, ours or anybody's: speakers in any case, names with a colon
/// in them, headers without text, text without a header. Memory: one block. One thread.
public final class TranscriptReader implements AutoCloseable {
    private final BufferedReader lines;
    private long lineNumber;

    public TranscriptReader(Reader text) {
        lines = new BufferedReader(text);
    }

    /// A header and what follows it, or text that no header precedes.
    ///
    /// @param speaker the name as the file writes it; empty when text stands before the first
    ///   header
    /// @param text as the file writes it, without the blank line that ends it; may be empty
    /// @param line number of its first line, from 1
    public record Block(Optional<String> speaker, String text, long line) {
        /// The block as a turn, unless it lacks a speaker or words.
        public Optional<Turn> turn() {
            return speaker.flatMap(name -> Turn.of(SpeakerName.of(name), text));
        }
    }

    /// Hands every block to `sink`, in order. A paragraph without a header of its own belongs to
    /// the block before it. Throws IOException when the source cannot be read.
    public void forEachBlock(Consumer<Block> sink) throws IOException {
        Optional<String> speaker = Optional.empty();
        StringBuilder text = new StringBuilder();
        long start = 1;
        boolean afterBlank = true;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            lineNumber++;
            Optional<String> name = afterBlank ? nameIn(line) : Optional.empty();
            afterBlank = isBlank(line);
            if (name.isPresent()) {
                emit(speaker, text, start, sink);
                speaker = name;
                start = lineNumber;
                text.setLength(0);
            } else if (!afterBlank) {
                text.append(text.isEmpty() ? "" : "\n").append(line);
            }
        }
        emit(speaker, text, start, sink);
    }

    private static void emit(
            Optional<String> speaker, StringBuilder text, long line, Consumer<Block> sink) {
        if (speaker.isPresent() || !text.isEmpty()) {
            sink.accept(new Block(speaker, text.toString(), line));
        }
    }

    /// The name in a header line: what precedes its last character, a colon.
    private static Optional<String> nameIn(String line) {
        String trimmed = line.strip();
        String name = trimmed.endsWith(":") ? trimmed.substring(0, trimmed.length() - 1) : "";
        return isBlank(name) ? Optional.empty() : Optional.of(name);
    }

    private static boolean isBlank(String line) {
        return line.chars().allMatch(c -> Normalized.isSpace((char) c));
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
