package dev.understudy.corpus.selection;

import dev.understudy.chat.Message;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Leaves out what an app wrote in place of a picture, a call or deleted words, and links that
/// stand alone. Readers know most of them by their format; these are those that come as text.
final class Placeholders implements Filter {
    private static final String THING =
            "(?:media|image|photo|picture|video|video note|gif|audio|voice (?:note|message)"
                    + "|sticker|document|file|attachment|contact card|location|poll)";

    /// A note in brackets, or in the words of an export; the whole message.
    private static final Pattern NOTE =
            Pattern.compile(
                    "[\\[<(]"
                            + THING
                            + "s?(?: (?:omitted|not included|removed))?[\\])>]|"
                            + THING
                            + " (?:omitted|not included)|"
                            + "[\\[<(]?(?:this message was deleted|you deleted this message"
                            + "|message deleted|deleted message)\\.?[\\])>]?");

    private static final Pattern LINK =
            Pattern.compile("<?(?:https?://|www\\.)[^\\s<>]+>?", Pattern.CASE_INSENSITIVE);

    private static final Pattern SPACE = Pattern.compile("\\s+");

    /// Longer texts are no note; they are not searched.
    private static final int LONGEST_NOTE = 60;

    @Override
    public Optional<Omission> judge(Message message, String text) {
        if (text.length() <= LONGEST_NOTE
                && NOTE.matcher(text.toLowerCase(Locale.ROOT)).matches()) {
            return Optional.of(Omission.PLACEHOLDER);
        }
        return isLinks(text) ? Optional.of(Omission.LINK) : Optional.empty();
    }

    private static boolean isLinks(String text) {
        return SPACE.splitAsStream(text).allMatch(word -> LINK.matcher(word).matches());
    }
}
