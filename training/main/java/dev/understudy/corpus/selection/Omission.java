package dev.understudy.corpus.selection;

import dev.understudy.archive.live.Policy;
import dev.understudy.chat.Message;
import java.util.Locale;
import java.util.Optional;

/// Why a message is not in a corpus.
public enum Omission {
    MEDIA,
    FORWARD,
    BOT,
    /// Nothing is left of its text in a transcript: white space, control characters.
    EMPTY,
    /// No person in the circle owns the handle that sent it.
    UNKNOWN_SENDER,
    /// Who sent it has not agreed.
    NO_CONSENT,
    /// An operator wants to do without who sent it.
    EXCLUDED,
    /// It repeats somebody who was forgotten.
    FORGOTTEN,
    /// It tells a bot what to do.
    COMMAND,
    /// An app's note that something stood here: a picture that was not exported, deleted words.
    PLACEHOLDER,
    /// Addresses of pages and nothing else.
    LINK,
    /// A long text that was said before, nearly word for word.
    PASTE;

    /// Why a person's words are of no use.
    public static Omission of(Policy.Absence absence) {
        return switch (absence) {
            case NO_CONSENT -> NO_CONSENT;
            case EXCLUDED -> EXCLUDED;
        };
    }

    /// The reason that a message's kind gives, if any.
    static Optional<Omission> of(Message.Kind kind) {
        return switch (kind) {
            case SPEECH -> Optional.empty();
            case MEDIA -> Optional.of(MEDIA);
            case FORWARD -> Optional.of(FORWARD);
            case BOT -> Optional.of(BOT);
        };
    }

    /// The name in `corpus.json` and in messages: `unknown sender`.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
