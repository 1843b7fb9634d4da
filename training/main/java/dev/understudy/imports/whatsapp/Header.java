package dev.understudy.imports.whatsapp;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The head of a line with which an item of the export begins: its date and time.
///
/// @param first number of the date, as `second` and `third` are the others
/// @param marked whether iOS marked the whole line as its own writing
/// @param rest what follows: sender, colon and text, or a notice
record Header(
        Layout layout, int first, int second, int third, Clock clock, boolean marked, String rest) {

    /// A time of day as written, which may be absurd.
    record Clock(int hour, int minute, int second) {}

    private static final int LONGEST = 100;
    private static final String SPACE = "[ \\t\u00A0\u202F_]";
    private static final String MARKS = "[\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]*";

    /// Before or after noon, as the languages write it.
    private static final String HALF =
            "(?:[AaPp]\\.?"
                    + SPACE
                    + "?[Mm]\\b\\.?|上午|下午|凌晨|早上|中午|晚上|오전|오후|午前|午後"
                    + "|[صم]|[πμ]\\.?μ\\.?|ÖÖ|ÖS|SA|CH|[قب]\\.ظ\\.?)";

    private static final String DATE =
            "~"
                    + "(#{1,4})~(?<separator>[./-])~@?"
                    + "(#{1,2})~\\k<separator>~@?"
                    + "(#{1,4})~\\.?~([,،]?)~";

    private static final String TIME =
            "(?:@(?:klo|um|kl\\.?|à|às)(?=@))?@*~"
                    + ("(?:(?=\\D)(" + HALF + ")@*)?")
                    + "(#{1,2})[:.](#{2})(?:[:.](#{2}))?"
                    + ("~@*(" + HALF + ")?~");

    private static final String HEAD = "~(\\[)?" + DATE + TIME + "(?:(\\])@?|@+[-–—]@|(,@))";

    // The groups of HEAD, by number: a look-up by name for each costs more than the match.
    private static final int OPEN = 1;
    private static final int FIRST = 2;
    private static final int SEPARATOR = 3;
    private static final int MIDDLE = 4;
    private static final int LAST = 5;
    private static final int COMMA = 6;
    private static final int EARLY = 7;
    private static final int HOUR = 8;
    private static final int MINUTE = 9;
    private static final int SECOND = 10;
    private static final int LATE = 11;
    private static final int CLOSE = 12;
    private static final int BARE = 13;

    /// Most heads, and far quicker than [#MARKED].
    private static final Pattern PLAIN = head("", "[0-9]");

    /// With direction marks, or digits of another script.
    private static final Pattern MARKED = head(MARKS, "\\p{Nd}");

    private static Pattern head(String marks, String digit) {
        return Pattern.compile(HEAD.replace("~", marks).replace("@", SPACE).replace("#", digit));
    }

    /// The head of `line`, whatever it says; empty when there is none.
    static Optional<Header> of(String line) {
        if (line.isEmpty() || !begins(line.charAt(0))) {
            return Optional.empty();
        }
        int end = Math.min(LONGEST, line.length());
        Matcher head = PLAIN.matcher(line).region(0, end);
        boolean found = head.lookingAt();
        if (!found && !isAscii(line, end)) {
            head = MARKED.matcher(line).region(0, end);
            found = head.lookingAt();
        }
        if (!found || (head.group(OPEN) == null) != (head.group(CLOSE) == null)) {
            return Optional.empty();
        }
        String half = group(head, EARLY) + group(head, LATE);
        Layout layout =
                new Layout(
                        head.group(OPEN) != null,
                        !group(head, COMMA).isEmpty(),
                        head.group(SEPARATOR).charAt(0),
                        head.group(FIRST).length() == 4,
                        head.group(FIRST).length() == 4 || head.group(LAST).length() == 4,
                        head.group(SECOND) != null,
                        !half.isEmpty());
        if (head.group(BARE) != null && !layout.yearFirst()) {
            return Optional.empty();
        }
        return Optional.of(
                new Header(
                        layout,
                        number(head.group(FIRST)),
                        number(head.group(MIDDLE)),
                        number(head.group(LAST)),
                        clock(head, half),
                        line.charAt(0) == '\u200E',
                        line.substring(head.end())));
    }

    private static boolean begins(char c) {
        return c == '[' || Character.isDigit(c) || Character.getType(c) == Character.FORMAT;
    }

    private static boolean isAscii(String line, int end) {
        for (int i = 0; i < end; i++) {
            if (line.charAt(i) > 0x7F) {
                return false;
            }
        }
        return true;
    }

    private static String group(Matcher head, int number) {
        String found = head.group(number);
        return found == null ? "" : found;
    }

    private static Clock clock(Matcher head, String half) {
        int hour = number(head.group(HOUR));
        int inDay = half.isEmpty() ? hour : isAfternoon(half) ? afternoon(hour) : hour % 12;
        boolean absurd = !half.isEmpty() && hour > 23;
        return new Clock(
                absurd ? hour : inDay,
                number(head.group(MINUTE)),
                head.group(SECOND) == null ? 0 : number(head.group(SECOND)));
    }

    private static int afternoon(int hour) {
        return hour < 12 ? hour + 12 : hour;
    }

    private static boolean isAfternoon(String half) {
        String word = half.toLowerCase(Locale.ROOT);
        return word.startsWith("p")
                || word.startsWith("م")
                || word.startsWith("μ")
                || word.startsWith("ب")
                || word.equals("下午")
                || word.equals("晚上")
                || word.equals("中午")
                || word.equals("오후")
                || word.equals("午後")
                || word.equals("ös")
                || word.equals("ch");
    }

    private static int number(String digits) {
        int number = 0;
        for (int i = 0; i < digits.length(); i++) {
            number = number * 10 + Character.digit(digits.charAt(i), 10);
        }
        return number;
    }

    /// The local time, if the numbers are one in that order.
    Optional<LocalDateTime> in(DateOrder order) {
        if (layout.longYear() && (order == DateOrder.YMD) != layout.yearFirst()) {
            return Optional.empty();
        }
        return switch (order) {
            case DMY -> date(third, second, first);
            case MDY -> date(third, first, second);
            case YMD -> date(first, second, third);
        };
    }

    private Optional<LocalDateTime> date(int year, int month, int day) {
        try {
            return Optional.of(
                    LocalDateTime.of(
                            year < 100 ? 2000 + year : year,
                            month,
                            day,
                            clock.hour(),
                            clock.minute(),
                            clock.second()));
        } catch (DateTimeException absurd) {
            return Optional.empty();
        }
    }
}
