package dev.understudy.imports.whatsapp;

import dev.understudy.chat.Message.Kind;
import dev.understudy.imports.format.Reason;
import dev.understudy.imports.whatsapp.Words.Meaning;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text of an item, and what tells the app's writing in it from a friend's.
///
/// @param text all lines
/// @param sender as friends know them
/// @param bracketed whether an iPhone wrote it, which marks its own writing with U+200E
/// @param marked whether the head of the item bears that mark, too: it does for media
record Body(String text, String sender, boolean bracketed, boolean marked) {
    /// No notice, and no caption worth a search for one, is longer.
    private static final int LONGEST_NOTICE = 5_000;

    private static final Pattern MENTION =
            Pattern.compile("@\u2068([^\u2068\u2069\n]{0,200})\u2069");
    private static final Pattern EDITED = Pattern.compile("\\s?\u200E?(<[^<>\n]{3,60}>)$");
    private static final Pattern LINKED_FILE =
            Pattern.compile(
                    "\u200E<[^<>:\n]{2,40}: ?[^<>\n]{1,250}>"
                            + "|<[^<>:\n]{2,40}: ?\\d{8}-[A-Z]+-[^<>\n]{1,100}>");
    private static final Pattern FILE_NAME = Pattern.compile("(?m)^.* • .*$");
    private static final Pattern ATTACHED =
            Pattern.compile("\u200E?.{1,250}\\.\\w{1,5} (\\([^()\n]{3,40}\\))");
    private static final Pattern CAMERA_FILE =
            Pattern.compile("\u200E?[A-Z]{3}-\\d{8}-WA\\d+\\.\\w{2,5} \\([^()\n]{3,40}\\)");
    private static final Pattern PLACE =
            Pattern.compile(
                    "\u200E?\\p{L}[\\p{L} ]{2,30}: ?\u200E?https://maps\\.google\\.com/\\?q=\\S+");
    private static final Pattern QUESTION = Pattern.compile("\u200E?\\p{Lu}{3,} ?:.*");
    private static final Pattern OPTION =
            Pattern.compile("(?m)^\u200E?\\p{Lu}{3,} ?: .*\\(\u200E?\\d+ [^)\n]*\\)$");
    private static final Pattern PHONE = Pattern.compile("\\+[\\d ().-]{6,30}");

    /// What an item is.
    sealed interface Content {
        /// A message.
        record Said(Kind kind, String text) implements Content {}

        /// The app's own writing, or nothing.
        record Left(Reason why) implements Content {}
    }

    /// What it is.
    ///
    /// @param repeated texts in pointed brackets that several people sent: placeholders of a
    ///   language that [Words] lacks
    Content content(Words words, Set<String> repeated) {
        if (text.length() > LONGEST_NOTICE) {
            return new Content.Said(Kind.SPEECH, named(text));
        }
        if (words.mean(Meaning.DELETED, text)) {
            return new Content.Left(Reason.DELETED);
        }
        if (words.mean(Meaning.NOTICE, text) || isTimer()) {
            return new Content.Left(Reason.SERVICE);
        }
        return unedited(words).unchanged(words, repeated);
    }

    private Content unchanged(Words words, Set<String> repeated) {
        String first = firstLine();
        if (isFile(first, words)
                || words.mean(Meaning.MEDIA, first)
                || repeated.contains(Words.unmarked(first))) {
            return new Content.Said(Kind.MEDIA, named(otherLines()));
        }
        Matcher file = LINKED_FILE.matcher(text);
        if (text.indexOf('<') >= 0 && file.find()) {
            return new Content.Said(Kind.MEDIA, named(caption(file.replaceAll(""))));
        }
        if (PLACE.matcher(first).matches() || isPoll()) {
            return new Content.Said(Kind.MEDIA, "");
        }
        if (bracketed && text.startsWith("\u200E")) {
            boolean call = text.lastIndexOf('\u200E') > 0; // before how it ended
            return marked && !call
                    ? new Content.Said(Kind.MEDIA, "")
                    : new Content.Left(Reason.SERVICE);
        }
        return Words.unmarked(text).isBlank()
                ? new Content.Left(Reason.EMPTY)
                : new Content.Said(Kind.SPEECH, named(text));
    }

    private String firstLine() {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    private String otherLines() {
        int end = text.indexOf('\n');
        return end < 0 ? "" : text.substring(end + 1);
    }

    /// Without the remark that the message was changed.
    private Body unedited(Words words) {
        Matcher remark = EDITED.matcher(text);
        if (!text.endsWith(">") || !remark.find() || remark.start() == 0) {
            return this;
        }
        boolean ofTheApp =
                bracketed && remark.group().contains("\u200E") && !remark.group().contains(":");
        return ofTheApp || words.mean(Meaning.EDITED, remark.group(1))
                ? new Body(text.substring(0, remark.start()), sender, bracketed, marked)
                : this;
    }

    private static boolean isFile(String line, Words words) {
        if (!line.endsWith(")")) {
            return false;
        }
        Matcher attached = ATTACHED.matcher(line);
        return (attached.matches() && words.mean(Meaning.ATTACHED, attached.group(1)))
                || CAMERA_FILE.matcher(line).matches();
    }

    /// The words around a file: not its name and number of pages, which have a dot between them.
    private static String caption(String around) {
        return Words.unmarked(FILE_NAME.matcher(around).replaceAll(""));
    }

    private boolean isPoll() {
        return QUESTION.matcher(firstLine()).matches()
                && OPTION.matcher(text).results().limit(2).count() == 2;
    }

    /// Whether it is a notice about the sender, in the sender's name.
    private boolean isTimer() {
        String plain = Words.unmarked(text);
        return plain.startsWith(sender + " ")
                && (PHONE.matcher(sender).matches() || plain.contains("updated the message timer"));
    }

    /// `text` with mentions as friends would type them.
    private static String named(String text) {
        return text.indexOf('\u2068') < 0
                ? text.strip()
                : MENTION.matcher(text).replaceAll("@$1").strip();
    }
}
