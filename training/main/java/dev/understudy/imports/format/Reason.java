package dev.understudy.imports.format;

/// Why an item of an export is no message.
public enum Reason {
    SERVICE("notices of the app (joined, pinned, called)"),
    UNDECODABLE("that could not be decrypted"),
    EDITED("earlier wordings of what was edited since"),
    UNSUPPORTED("of a kind that the export leaves out"),
    DELETED("deleted by who wrote them"),
    REACTION("reactions to a message"),
    EMPTY("without words or media"),
    CHANNEL("written in the name of a channel or group"),
    PRIVATE("notes to self and login codes");

    private final String words;

    Reason(String words) {
        this.words = words;
    }

    /// The reason for people, to follow a number: `12 without words or media`.
    public String words() {
        return words;
    }
}
