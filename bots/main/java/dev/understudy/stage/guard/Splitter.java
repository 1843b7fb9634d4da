package dev.understudy.stage.guard;

import dev.understudy.chat.Turn;
import dev.understudy.chat.text.Visible;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Makes messages of a reply: one for each line, as friends write in bursts, and more where a
/// platform takes no message so long.
///
/// @param limit the most UTF-16 units of one message
/// @param burst the most messages that lines make; what is left over stands in the last one
public record Splitter(int limit, int burst) {
    private static final int LEAST_LIMIT = 16;
    private static final String FENCE = "```";
    private static final String SENTENCE_ENDS = ".!?\u2026\u061F\u06D4\u0964\u3002\uFF01\uFF1F";

    /// Those after which no space follows.
    private static final String UNSPACED_ENDS = "\u3002\uFF01\uFF1F";

    private static final String CLOSINGS = "\"')]}*_\u2019\u201D\u00BB\u300D\u300F\uFF09";

    public Splitter {
        if (limit < LEAST_LIMIT) {
            throw new IllegalArgumentException(
                    "limit is " + limit + "; accepted: " + LEAST_LIMIT + " and above");
        }
        if (burst < 1) {
            throw new IllegalArgumentException("burst is " + burst + "; accepted: 1 and above");
        }
    }

    /// The messages that say `reply`, in order, each within the limit and with something to see in
    /// it. Together they say all of it but white space; where a block of code goes on in the next
    /// message, its fence is closed and opened again.
    public List<String> split(String reply) {
        List<String> messages = new ArrayList<>();
        for (String message : burst(blocks(reply))) {
            split(message, messages);
        }
        return List.copyOf(messages);
    }

    /// Lines, and blocks of code whole.
    private static List<String> blocks(String reply) {
        List<String> lines = reply.lines().toList();
        List<String> blocks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            int end = lines.get(i).startsWith(FENCE) ? endOfCode(lines, i) : i;
            addVisible(String.join("\n", lines.subList(i, end + 1)), blocks);
            i = end;
        }
        return blocks;
    }

    /// The line that closes the block of code begun at `start`; `start` itself if none does.
    private static int endOfCode(List<String> lines, int start) {
        if (lines.get(start).indexOf(FENCE, FENCE.length()) >= 0) {
            return start;
        }
        for (int i = start + 1; i < lines.size(); i++) {
            if (lines.get(i).stripTrailing().endsWith(FENCE)) {
                return i;
            }
        }
        return start;
    }

    private static void addVisible(String text, List<String> sink) {
        if (Visible.anyIn(text)) {
            sink.add(Turn.canonicalText(text));
        }
    }

    private List<String> burst(List<String> blocks) {
        if (blocks.size() <= burst) {
            return blocks;
        }
        List<String> messages = new ArrayList<>(blocks.subList(0, burst - 1));
        messages.add(String.join("\n", blocks.subList(burst - 1, blocks.size())));
        return messages;
    }

    private void split(String message, List<String> sink) {
        String opening = "";
        String rest = message;
        while (opening.length() + rest.length() > limit) {
            int room = limit - opening.length();
            int end = cut(rest, room);
            if (!openFence(opening + rest.substring(0, end)).isEmpty()) {
                end = cut(rest, room - FENCE.length() - 1);
            }
            String part = opening + rest.substring(0, end);
            String stillOpen = openFence(part);
            addVisible(stillOpen.isEmpty() ? part : part.stripTrailing() + "\n" + FENCE, sink);
            rest = stillOpen.isEmpty() ? rest.substring(end).strip() : code(rest.substring(end));
            opening = stillOpen;
            if (!opening.isEmpty() && rest.startsWith(FENCE)) {
                rest = rest.substring(FENCE.length()).strip();
                opening = "";
            }
        }
        addVisible(opening + rest, sink);
    }

    /// The rest of a block of code, whose lines keep their indentation.
    private static String code(String rest) {
        int start = 0;
        while (start < rest.length() && rest.charAt(start) == '\n') {
            start++;
        }
        return rest.substring(start).stripTrailing();
    }

    /// The line that opens the block of code in which `text` ends; empty when it ends outside.
    private String openFence(String text) {
        String open = "";
        for (String line : text.lines().toList()) {
            if (!open.isEmpty()) {
                open = line.stripTrailing().endsWith(FENCE) ? "" : open;
            } else if (line.startsWith(FENCE) && line.indexOf(FENCE, FENCE.length()) < 0) {
                open = (line.length() < limit / 4 ? line : FENCE) + "\n";
            }
        }
        return open;
    }

    /// Where to cut `text`, which is longer than `room`: at the last end of a line or sentence,
    /// else at the last space, else before what people would see torn apart.
    private static int cut(String text, int room) {
        for (int end = room; end > 0; end--) {
            if (text.charAt(end) == '\n' || endsSentence(text, end)) {
                return end;
            }
        }
        for (int end = room; end > 0; end--) {
            if (isSpace(text.charAt(end))) {
                return end;
            }
        }
        BreakIterator seen = BreakIterator.getCharacterInstance(Locale.ROOT);
        seen.setText(text.substring(0, Math.min(text.length(), room + 2)));
        int end = seen.preceding(room + 1);
        if (end > 0) {
            return end;
        }
        return Character.isLowSurrogate(text.charAt(room)) ? room - 1 : room;
    }

    private static boolean endsSentence(String text, int end) {
        int last = end - 1;
        while (last > 0 && CLOSINGS.indexOf(text.charAt(last)) >= 0) {
            last--;
        }
        boolean ends = SENTENCE_ENDS.indexOf(text.charAt(last)) >= 0;
        boolean unspaced = UNSPACED_ENDS.indexOf(text.charAt(last)) >= 0;
        char next = text.charAt(end);
        boolean goesOn = SENTENCE_ENDS.indexOf(next) >= 0 || CLOSINGS.indexOf(next) >= 0;
        return ends && (isSpace(next) || (unspaced && !goesOn));
    }

    private static boolean isSpace(char character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }
}
