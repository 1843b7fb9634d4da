package dev.understudy.terminal;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// What a terminal has shown so far; one can wait for something to appear. Thread-safe.
final class Screen extends OutputStream {
    /// Escape sequences, the last of which may not be complete yet.
    private static final Pattern CONTROL =
            Pattern.compile("\u001B(\\[[?0-9;]*([a-zA-Z]|$)|[=>]|$)");

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private int seen;

    @Override
    public synchronized void write(int octet) {
        shown.write(octet);
        notifyAll();
    }

    @Override
    public synchronized void write(byte[] octets, int offset, int length) {
        shown.write(octets, offset, length);
        notifyAll();
    }

    /// Returns when `text` has appeared after what was waited for before.
    synchronized void await(String text) throws InterruptedException {
        int found = text().indexOf(text, seen);
        while (found < 0) {
            wait();
            found = text().indexOf(text, seen);
        }
        seen = found + text.length();
    }

    /// Everything, without colours and cursor movements.
    synchronized String text() {
        return CONTROL.matcher(shown.toString(StandardCharsets.UTF_8)).replaceAll("");
    }
}
