package dev.understudy.imports.irc;

import dev.understudy.imports.irc.LogLine.Blank;
import dev.understudy.imports.irc.LogLine.Foreign;
import dev.understudy.imports.irc.LogLine.Notice;
import dev.understudy.imports.irc.LogLine.Perhaps;
import dev.understudy.imports.irc.LogLine.Renamed;
import dev.understudy.imports.irc.LogLine.Said;
import dev.understudy.imports.irc.LogLine.Stamp;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Understands lines as irssi, WeeChat, ZNC, mIRC, HexChat and those who copy them write them.
///
/// What a notice says is looked for only after the mark of a notice, never in people's words.
final class LineParser {
    /// Bold, colours, italics and the like; mIRC's, which all clients keep in logs.
    private static final Pattern CODES =
            Pattern.compile(
                    "\\x03(?:\\d{1,2}(?:,\\d{1,2})?)?"
                            + "|\\x04(?:[0-9A-Fa-f]{6}(?:,[0-9A-Fa-f]{6})?)?"
                            + "|[\\x02\\x0F\\x11\\x16\\x1D\\x1E\\x1F]");

    /// `<@ann> hi`, `< bob> hi`, `<ann!a@host> +hi`.
    private static final Pattern SPEECH =
            Pattern.compile(
                    "<[ @+%&~!]?(?<nick>[^\\s<>!]{1,64})(?<host>![^\\s<>]{1,200})? *>"
                            + "(?:[ \\t](?<text>.*)|$)");

    private static final Pattern ACTION =
            Pattern.compile("\\*[ \\t]+(?<nick>\\S{1,64})[ \\t](?<text>.+)");

    /// `-!-` of irssi, `***` of ZNC, `===` of others, `-->` of WeeChat's in columns.
    private static final Pattern NOTICE =
            Pattern.compile("(?:-!-|\\*\\*\\*|===|-->|<--|--)[ \\t]+(?<text>.*)");

    /// `-ChanServ:#club- all is well`, `-ann- hi`.
    private static final Pattern PRIVATE =
            Pattern.compile("-[^\\s-][^\\s:]{0,64}(?::\\S+|\\([^)\\s]*\\))?- .*");

    private static final Pattern RENAMED =
            Pattern.compile("(?<from>\\S{1,64}) is now known as (?<to>\\S{1,64})");

    /// What mIRC and HexChat write after the star that actions have, too.
    private static final Pattern STARRED =
            Pattern.compile(
                    "(?:Joins|Parts|Quits|Now talking (?:in|on)|Topic (?:is|for)|Set by"
                            + "|Disconnected|Retrieving)\\b.*"
                            + "|\\S+ \\(\\S+@\\S+\\) has (?:joined|left|quit)\\b.*"
                            + "|\\S+ has (?:joined|left) [#&]\\S+(?: \\(.*\\))?"
                            + "|\\S+ (?:has quit|Quit) (?:IRC )?\\(.*\\)"
                            + "|\\S+ sets mode: .*|\\S+ changes topic to .*"
                            + "|\\S+ was kicked (?:by|from) .*");

    /// What follows `===` and is no action of the nick before it.
    private static final Pattern SAID_OF =
            Pattern.compile(
                    "(?:\\[\\S*\\] +)?(?:has (?:joined|left|quit|changed)\\b.*|\\(.*"
                            + "|sets? .*|was .*|is now .*|\\[.*)");

    private static final Pattern NICK_AND_TEXT =
            Pattern.compile("(?<nick>[^\\s:/]{1,64}) +(?<text>.+)");

    /// What WeeChat has instead of a nick before its own lines.
    private static final Pattern COLUMN_OF_NOTICES = Pattern.compile("-->|<--|--|=!=|\\S*\\s.*");

    private static final String MODES = "@+%&~!";

    private LineParser() {}

    static LogLine parse(String raw) {
        String line = hasCodes(raw) ? CODES.matcher(raw).replaceAll("") : raw;
        if (line.isBlank()) {
            return new Blank();
        }
        Optional<LogLine> heading = Heading.of(line);
        if (heading.isPresent()) {
            return heading.get();
        }
        Optional<Stamps.Stamped> stamped = Stamps.of(line);
        if (stamped.isEmpty()) {
            Matcher notice = NOTICE.matcher(line);
            boolean isNotice = notice.matches() && line.startsWith("=");
            return isNotice ? notice(Optional.empty(), notice.group("text")) : new Foreign();
        }
        Stamp stamp = stamped.get().stamp();
        String rest = stamped.get().rest();
        return stamped.get().columns() ? columns(stamp, rest) : free(stamp, rest);
    }

    private static boolean hasCodes(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) < ' ' && line.charAt(i) != '\t') {
                return true;
            }
        }
        return false;
    }

    /// WeeChat's: a prefix, a tab, and the message, in which there may be more tabs.
    private static LogLine columns(Stamp stamp, String rest) {
        int tab = rest.indexOf('\t');
        String prefix = rest.substring(0, tab).strip();
        String text = rest.substring(tab + 1);
        if (prefix.equals("*")) {
            Matcher action = NICK_AND_TEXT.matcher(text);
            return action.matches()
                    ? new Said(stamp, action.group("nick"), true, action.group("text"))
                    : new Notice();
        }
        if (prefix.isEmpty() || COLUMN_OF_NOTICES.matcher(prefix).matches()) {
            return renamed(text).orElse(new Notice());
        }
        String nick =
                prefix.length() > 1 && MODES.indexOf(prefix.charAt(0)) >= 0
                        ? prefix.substring(1)
                        : prefix;
        String bare =
                nick.length() > 2 && nick.startsWith("<") && nick.endsWith(">")
                        ? nick.substring(1, nick.length() - 1)
                        : nick;
        return new Said(stamp, bare, false, text);
    }

    private static LogLine free(Stamp stamp, String rest) {
        Matcher speech = SPEECH.matcher(rest);
        if (speech.matches()) {
            String text = Optional.ofNullable(speech.group("text")).orElse("");
            boolean dircproxy = speech.group("host") != null && text.matches("[+-].*");
            return new Said(stamp, speech.group("nick"), false, text.substring(dircproxy ? 1 : 0));
        }
        Matcher action = ACTION.matcher(rest);
        if (action.matches()) {
            String all = rest.substring(1).strip();
            return STARRED.matcher(all).matches() || RENAMED.matcher(all).matches()
                    ? renamed(all).orElse(new Notice())
                    : new Said(stamp, action.group("nick"), true, action.group("text"));
        }
        Matcher notice = NOTICE.matcher(rest);
        if (notice.matches()) {
            return rest.startsWith("=")
                    ? notice(Optional.of(stamp), notice.group("text"))
                    : renamed(notice.group("text")).orElse(new Notice());
        }
        return rest.startsWith("*") || PRIVATE.matcher(rest).matches()
                ? new Notice()
                : new Foreign();
    }

    /// After `===`.
    private static LogLine notice(Optional<Stamp> stamp, String text) {
        Optional<LogLine> renamed = renamed(text);
        Matcher who = NICK_AND_TEXT.matcher(text);
        if (renamed.isPresent() || !who.matches() || SAID_OF.matcher(who.group("text")).matches()) {
            return renamed.orElse(new Notice());
        }
        return new Perhaps(stamp, who.group("nick"), who.group("text"));
    }

    private static Optional<LogLine> renamed(String text) {
        Matcher matcher = RENAMED.matcher(text.strip());
        return matcher.matches()
                ? Optional.of(new Renamed(matcher.group("from"), matcher.group("to")))
                : Optional.empty();
    }
}
