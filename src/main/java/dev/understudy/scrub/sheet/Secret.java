package dev.understudy.scrub.sheet;

import java.util.Locale;

/// A sort of private data, and what a text has in its place: a common word in brackets, which
/// GPT-2's vocabulary spells with three tokens.
public enum Secret {
    EMAIL("[email]"),
    PHONE("[phone]"),
    /// The number of a payment card that passes Luhn's check.
    CARD("[card]"),
    /// An IBAN of the right length that passes its check.
    IBAN("[bank]"),
    /// An IPv4, IPv6 or hardware address.
    IP("[ip]"),
    /// A key, token, password or private key.
    KEY("[key]"),
    /// A one-time code, PIN or TAN.
    CODE("[code]"),
    LINK("[link]"),
    /// A word or pattern of the operator's own.
    OWN("[private]");

    private final String token;

    Secret(String token) {
        this.token = token;
    }

    /// What stands in its place: `[email]`.
    public String token() {
        return token;
    }

    /// Its name in reports: `email`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
