package dev.understudy.scrub;

import dev.understudy.scrub.address.Emails;
import dev.understudy.scrub.address.Links;
import dev.understudy.scrub.address.NetAddresses;
import dev.understudy.scrub.key.Keys;
import dev.understudy.scrub.key.Passwords;
import dev.understudy.scrub.number.Accounts;
import dev.understudy.scrub.number.Amounts;
import dev.understudy.scrub.number.Codes;
import dev.understudy.scrub.number.Phones;
import dev.understudy.scrub.sheet.Finder;
import dev.understudy.scrub.sheet.Secret;
import dev.understudy.scrub.sheet.Sheet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Replaces private data in what people wrote: `my number is [phone]`.
///
/// A token is never private data, so scrubbing twice changes nothing. Whatever the text, the time
/// grows with its length alone. Thread-safe.
public final class Scrubber {
    /// In their order: what may hold another's prey goes first.
    private static final List<Finder> KNOWN =
            List.of(
                    Keys::markBlocks,
                    Links::markWritten,
                    Emails::mark,
                    Links::markBare,
                    Passwords::mark,
                    NetAddresses::mark,
                    Keys::markTokens,
                    Accounts::markIbans,
                    Accounts::markCards,
                    Amounts::hide,
                    Codes::mark,
                    Phones::mark);

    /// Without words or patterns of the operator's own.
    public static final Scrubber STANDARD = new Scrubber(KNOWN);

    /// Two suffice but for texts made to defeat it.
    private static final int PASSES = 8;

    private final List<Finder> finders;

    private Scrubber(List<Finder> finders) {
        this.finders = finders;
    }

    /// One that replaces what [#STANDARD] does, and `terms`. Throws UserError when a word is empty,
    /// or a pattern cannot be read, is too large, or fits where nothing is.
    public static Scrubber with(PrivateTerms terms) {
        Finder own = new OwnTerms(terms.words(), terms.patterns());
        return new Scrubber(Stream.concat(Stream.of(own), KNOWN.stream()).toList());
    }

    /// `text` without what is private in it.
    public Scrubbed scrub(String text) {
        return scrub(text, "");
    }

    /// The same where something was said before it: a number alone is a code after "the PIN?".
    public Scrubbed scrub(String text, String before) {
        Scrubbed scrubbed = once(text, before);
        Map<Secret, Integer> counts = new EnumMap<>(Secret.class);
        // What stands in the middle of an address hides its ends: t.me/a@t.me/b is both.
        for (int pass = 1; !scrubbed.counts().isEmpty() && pass < PASSES; pass++) {
            scrubbed.counts().forEach((secret, count) -> counts.merge(secret, count, Integer::sum));
            scrubbed = once(scrubbed.text(), before);
        }
        scrubbed.counts().forEach((secret, count) -> counts.merge(secret, count, Integer::sum));
        return new Scrubbed(scrubbed.text(), counts);
    }

    private Scrubbed once(String text, String before) {
        Sheet sheet = new Sheet(text, before);
        finders.forEach(finder -> finder.mark(sheet));
        return new Scrubbed(sheet.rendered(), sheet.counts());
    }
}
