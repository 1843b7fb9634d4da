package dev.understudy.imports.twitter;

import dev.understudy.imports.files.ExportFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/// What stands before the JSON in an archive's files, which are programs: `window.YTD.tweets.part0
/// =`.
final class Program {
    /// What an archive's files begin with, before the name and the `=`.
    private static final String START = "window.YTD.";

    private static final int LONGEST_HEAD = 300;

    private Program() {}

    /// The name in `window.YTD.NAME.part0 =`, after which `bytes` stands; empty when there is none,
    /// and it stands at the start.
    static String head(InputStream bytes) throws IOException {
        bytes.mark(LONGEST_HEAD);
        StringBuilder head = new StringBuilder();
        int b = bytes.read();
        while (b >= 0 && b != '=' && b != '[' && b != '{' && head.length() < LONGEST_HEAD - 1) {
            head.append((char) b);
            b = bytes.read();
        }
        int start = head.indexOf(START);
        if (b != '=' || start < 0) {
            bytes.reset();
            return "";
        }
        String name = head.substring(start + START.length()).strip();
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /// The name in the head of `file`; empty when there is none.
    static String head(ExportFile file) throws IOException {
        try (InputStream bytes = new BufferedInputStream(file.open())) {
            return head(bytes);
        }
    }
}
