package dev.understudy.scrub.address;

import dev.understudy.scrub.sheet.Secret;
import dev.understudy.scrub.sheet.Sheet;

/// Addresses that a platform would make a link of, and links in Markdown and HTML, whose words
/// stay.
public final class Links {
    private static final String SCHEME = "://";
    private static final int LONGEST_SCHEME = 20;

    /// An HTML tag is no longer.
    private static final int LONGEST_TAG = 2_000;

    private Links() {}

    /// Those with a scheme, which may hold anything.
    public static void markWritten(Sheet sheet) {
        for (int at = sheet.indexOf(SCHEME, 0); at >= 0; at = sheet.indexOf(SCHEME, at + 3)) {
            int start = at;
            while (at - start < LONGEST_SCHEME && isOfScheme(sheet.at(start - 1))) {
                start--;
            }
            int end = start < at ? rest(sheet, at + SCHEME.length()) : at;
            if (end > at + SCHEME.length()) {
                mark(sheet, start, end);
            }
        }
        markShort(sheet, "www.");
        markShort(sheet, "tg:");
    }

    private static void markShort(Sheet sheet, String prefix) {
        for (int at = sheet.indexOf(prefix, 0); at >= 0; at = sheet.indexOf(prefix, at + 1)) {
            boolean begins = !Sheet.isOfWord(sheet.at(at - 1));
            int end = begins ? rest(sheet, at + prefix.length()) : at;
            if (end > at + prefix.length()) {
                mark(sheet, at, end);
            }
        }
    }

    /// Names alone, and names with a path. E-mail addresses have been marked before.
    public static void markBare(Sheet sheet) {
        for (int dot = 0; dot < sheet.length(); dot++) {
            if (sheet.at(dot) == '.' && Sheet.isOfWord(sheet.at(dot + 1))) {
                int start = Hosts.start(sheet, dot);
                int end = start < dot ? Hosts.end(sheet, start) : dot;
                if (end > dot) {
                    markHost(sheet, start, end);
                    dot = end;
                }
            }
        }
    }

    private static void markHost(Sheet sheet, int start, int end) {
        int after = port(sheet, end);
        boolean path = sheet.at(after) == '/' && isOfAddress(sheet.at(after + 1));
        if (Hosts.isUnmistakable(sheet, start, end)) {
            boolean more = path || "/?#".indexOf(sheet.at(after)) >= 0;
            mark(sheet, start, more ? rest(sheet, after) : after);
        } else if (path && Hosts.isName(sheet, start, end)) {
            mark(sheet, start, rest(sheet, after));
        }
    }

    private static int port(Sheet sheet, int end) {
        int after = end;
        if (sheet.at(end) == ':' && Sheet.isDigit(sheet.at(end + 1))) {
            after++;
            while (Sheet.isDigit(sheet.at(after))) {
                after++;
            }
        }
        return after;
    }

    private static boolean isOfScheme(char c) {
        return Sheet.isAlphanumeric(c) || c == '+' || c == '.' || c == '-';
    }

    private static boolean isOfAddress(char c) {
        return c > ' ' && "<>\"|\\^`{}".indexOf(c) < 0;
    }

    /// Where an address ends of which a part stands before `from`: not with a sentence's point, nor
    /// with a bracket that it did not open.
    private static int rest(Sheet sheet, int from) {
        int end = from;
        int open = 0;
        while (isOfAddress(sheet.at(end))) {
            char c = sheet.at(end);
            if (c == '(') {
                open++;
            } else if (c == ')' && --open < 0) {
                break;
            }
            end++;
        }
        while (end > from && ".,;:!?'*_]".indexOf(sheet.at(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    /// With the brackets around it: `[words](address)` becomes `words [link]`.
    private static void mark(Sheet sheet, int start, int end) {
        if (sheet.at(start - 1) == '(' && sheet.at(start - 2) == ']' && sheet.at(end) == ')') {
            int open = opening(sheet, start - 2);
            if (open >= 0) {
                sheet.replace(open, open + 1, "");
                sheet.replace(start - 2, start, " ");
                sheet.mark(start, end + 1, Secret.LINK);
                return;
            }
        }
        int tag = tag(sheet, start);
        if (tag >= 0) {
            markTag(sheet, tag, start, end);
        } else if (sheet.at(start - 1) == '<' && sheet.at(end) == '>') {
            sheet.mark(start - 1, end + 1, Secret.LINK);
        } else {
            sheet.mark(start, end, Secret.LINK);
        }
    }

    private static int opening(Sheet sheet, int close) {
        int depth = 0;
        for (int at = close; at >= 0 && close - at < LONGEST_TAG && sheet.at(at) != '\n'; at--) {
            char c = sheet.at(at);
            depth += c == ']' ? 1 : c == '[' ? -1 : 0;
            if (depth == 0) {
                return at;
            }
        }
        return -1;
    }

    /// Where the tag `<a href=...` opens that an address at `start` stands in; else -1.
    private static int tag(Sheet sheet, int start) {
        int at = start - 1;
        if (sheet.at(at) == '"' || sheet.at(at) == '\'') {
            at--;
        }
        if (sheet.at(at) != '=') {
            return -1;
        }
        while (at >= 0 && start - at < LONGEST_TAG && "<>\n".indexOf(sheet.at(at)) < 0) {
            at--;
        }
        return sheet.reads("<a ", at) ? at : -1;
    }

    /// `<a href="address">words</a>` becomes `[link] words`.
    private static void markTag(Sheet sheet, int tag, int start, int end) {
        int close = end;
        while (close - end < LONGEST_TAG && ">\n".indexOf(sheet.at(close)) < 0) {
            close++;
        }
        if (sheet.at(close) != '>' || !sheet.isFree(tag, close)) {
            sheet.mark(start, end, Secret.LINK);
            return;
        }
        sheet.mark(tag, close, Secret.LINK);
        sheet.replace(close, close + 1, " ");
        int closing = close + 1;
        while (closing - close < LONGEST_TAG && !sheet.reads("</a>", closing)) {
            closing++;
        }
        if (sheet.reads("</a>", closing)) {
            sheet.replace(closing, closing + 4, "");
        }
    }
}
