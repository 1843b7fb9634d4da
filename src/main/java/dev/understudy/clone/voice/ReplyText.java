package dev.understudy.clone.voice;

import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Turn;
import dev.understudy.chat.text.Visible;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Where a reply ends in what the model says: at a blank line, or where somebody else would speak.
///
/// The next speaker shows in a line that is a name and a colon (a known name in any case, or any
/// name in capitals), or in one that begins with a known name in capitals and a colon.
public final class ReplyText {
    private static final Pattern LINE_END = Pattern.compile("\\R");

    /// What UTF-8 decoding gives for bytes that are no character, or not yet one.
    private static final String MALFORMED = "\uFFFD";

    private final Set<SpeakerName> known;

    /// @param known who speaks in the transcript
    public ReplyText(Set<SpeakerName> known) {
        this.known = Set.copyOf(known);
    }

    /// The reply if nothing more is said; empty when there is nothing to see in it.
    public String finished(String said) {
        return canonical(scan(said, true).text());
    }

    /// Whether the reply is over, whatever the model would say next.
    public boolean isOver(String said) {
        return scan(said, false).over();
    }

    /// The beginning of the reply that nothing said later can take back.
    public String settled(String said) {
        Scan scan = scan(said, false);
        if (scan.over()) {
            return canonical(scan.text());
        }
        int lastLine = scan.text().lastIndexOf('\n') + 1;
        boolean mayBecomeHeader = lastLine > 0 && opensHeader(scan.text().substring(lastLine));
        return canonical(mayBecomeHeader ? scan.text().substring(0, lastLine) : scan.text());
    }

    private record Scan(String text, boolean over) {}

    private Scan scan(String said, boolean finished) {
        String[] lines = LINE_END.split(said.replace(MALFORMED, ""), -1);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.length; i++) {
            boolean complete = i < lines.length - 1;
            String words = Turn.canonicalText(lines[i]);
            if (words.isEmpty()) {
                if (!text.isEmpty() && complete) {
                    return new Scan(text.toString(), true);
                }
                continue;
            }
            if (isHeader(words, complete || finished)) {
                return new Scan(text.toString(), true);
            }
            text.append(text.isEmpty() ? "" : "\n").append(lines[i]);
        }
        return new Scan(text.toString(), false);
    }

    private static String canonical(String text) {
        return Visible.anyIn(text) ? Turn.canonicalText(text) : "";
    }

    /// @param whole whether the line can no longer grow
    private boolean isHeader(String line, boolean whole) {
        int colon = line.indexOf(':');
        if (colon < 0) {
            return false;
        }
        if (whole && line.endsWith(":")) {
            String name = line.substring(0, line.length() - 1);
            return known.contains(SpeakerName.of(name)) || isCapitals(name);
        }
        String name = line.substring(0, colon).strip();
        SpeakerName speaker = SpeakerName.of(name);
        return speaker.text().equals(name) && known.contains(speaker);
    }

    private static boolean isCapitals(String name) {
        return isUpperCase(name) && name.codePoints().anyMatch(Character::isUpperCase);
    }

    private static boolean isUpperCase(String name) {
        return name.equals(name.toUpperCase(Locale.ROOT));
    }

    /// Whether `line` could grow into a header.
    private boolean opensHeader(String line) {
        String upper = SpeakerName.of(line).text();
        return isUpperCase(line) || known.stream().anyMatch(name -> name.text().startsWith(upper));
    }
}
