package dev.understudy.chat;

import java.util.Locale;

/// A speaker as transcripts write them: capitals, one line, no colon, never empty.
///
/// Equal names are the same speaker; keeping two people called Alice apart is the caller's work.
public record SpeakerName(String text) implements Comparable<SpeakerName> {
    private static final String NAMELESS = "SOMEONE";

    public SpeakerName {
        if (!text.equals(canonical(text))) {
            throw new IllegalArgumentException("not a canonical speaker name; use SpeakerName.of");
        }
    }

    /// The transcript name of someone whom their platform calls `displayName`, whatever that holds.
    public static SpeakerName of(String displayName) {
        return new SpeakerName(canonical(displayName));
    }

    private static String canonical(String name) {
        String oneLine =
                Normalized.wellFormed(name)
                        .replace(':', ' ')
                        .replaceAll("[\\s\\h\\v\\p{Cc}]+", " ");
        String upper = oneLine.strip().toUpperCase(Locale.ROOT).strip();
        return upper.isEmpty() ? NAMELESS : upper;
    }

    @Override
    public int compareTo(SpeakerName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
