package dev.understudy.chat;

import java.util.Optional;

/// One speaker's lines in a transcript, in canonical form: no blank line, no control character, not
/// empty.
///
/// Not necessarily one message: the corpus joins messages that were sent in one burst.
public record Turn(SpeakerName speaker, String text) {
    public Turn {
        if (text.isEmpty() || !text.equals(Normalized.message(text))) {
            throw new IllegalArgumentException("not canonical turn text; use Turn.of");
        }
    }

    /// What `speaker` said, or nothing when `text` is only white space and control characters.
    public static Optional<Turn> of(SpeakerName speaker, String text) {
        String canonical = Normalized.message(text);
        return canonical.isEmpty() ? Optional.empty() : Optional.of(new Turn(speaker, canonical));
    }

    /// `text` as a turn would hold it; empty when nothing remains.
    public static String canonicalText(String text) {
        return Normalized.message(text);
    }
}
