package dev.understudy.imports.imessage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the lines under a sender say.
///
/// @param text the message without what the exporter adds to it
/// @param media whether it has attachments
/// @param deleted whether it was taken back
record ExporterBody(String text, boolean media, boolean deleted) {
    private static final String INDENT = "    ";
    private static final String REPLY = "This message responded to an earlier message.";
    private static final Set<String> REACTIONS = Set.of("Reactions:", "Tapbacks:");
    private static final Pattern REACTION = Pattern.compile("(?s).+ by .+|Sticker from .+");
    private static final Pattern EFFECT =
            Pattern.compile(
                    "Sent with (Confetti|Echo|Fireworks|Balloons|Heart|Lasers|Shooting Start?"
                            + "|Sparkles|Spotlight|Slam|Loud|Gentle|Invisible Ink)");
    private static final Pattern ATTACHMENT =
            Pattern.compile(
                    "(?s)Attachment missing!|attachments/.*"
                            + "|(?:~|/|[A-Z]:\\\\).*[/\\\\]Attachments[/\\\\].*");
    private static final Pattern EDITED = Pattern.compile("(?s)Edited .{1,60}? later: (?<text>.*)");
    private static final Pattern DELETED =
            Pattern.compile(
                    "(You|They) deleted a message\\.|.{1,100} unsent"
                            + " (a message|this message part)( .{1,60} after sending)?!");

    /// Reads `lines`, all of one message.
    static ExporterBody of(List<String> lines) {
        List<String> kept = new ArrayList<>();
        boolean media = false;
        boolean skipping = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            String next = i + 1 < lines.size() ? lines.get(i + 1) : "";
            skipping = skipping ? !line.isBlank() : isAside(line, next);
            boolean attachment = ATTACHMENT.matcher(line).matches();
            media |= attachment && !skipping;
            if (!skipping && !attachment && !isRemark(line)) {
                kept.add(line);
            }
        }
        String text = String.join("\n", latest(kept)).strip();
        return new ExporterBody(text, media, DELETED.matcher(text).matches());
    }

    /// Whether what follows up to a blank line is another's: replies and reactions.
    private static boolean isAside(String line, String next) {
        return (line.startsWith(INDENT) && ExporterText.isHead(line.substring(INDENT.length())))
                || (REACTIONS.contains(line) && REACTION.matcher(next).matches());
    }

    private static boolean isRemark(String line) {
        return line.equals(REPLY) || EFFECT.matcher(line).matches();
    }

    /// The last of several wordings, which stand below each other, the first behind its time.
    private static List<String> latest(List<String> lines) {
        Optional<String> first =
                lines.isEmpty() ? Optional.empty() : ExporterText.afterTime(lines.getFirst());
        if (first.isEmpty()) {
            return lines;
        }
        for (int i = lines.size() - 1; i > 0; i--) {
            Matcher edited = EDITED.matcher(lines.get(i));
            if (edited.matches()) {
                List<String> latest = new ArrayList<>(lines.subList(i, lines.size()));
                latest.set(0, edited.group("text"));
                return latest;
            }
        }
        return lines;
    }
}
