package dev.understudy.scrub.number;

import dev.understudy.scrub.sheet.Sheet;
import java.util.regex.Pattern;

/// Numbers that are no secret: dates, times, amounts of money, decimals, thousands with points.
/// They are hidden from the finders of codes and telephone numbers.
public final class Amounts {
    private static final String CURRENCIES = "$€£¥₹₽₿";
    private static final String UNITS = CURRENCIES + "%°‰";
    private static final int LONG_FRACTION = 4;

    /// Not `212.555.0123`.
    private static final Pattern THOUSANDS =
            Pattern.compile("[1-9]\\d{0,2}+([.,'])\\d{3}(?:\\1\\d{3})*+(?:(?!\\1)[.,]\\d++)?+");

    /// The largest number that somebody counts to; a run of points and digits may be a megabyte.
    private static final int LONGEST = 40;

    private Amounts() {}

    public static void hide(Sheet sheet) {
        for (int at = 0; at < sheet.length(); at++) {
            char before = sheet.at(at - 1);
            if (Sheet.isDigit(sheet.at(at)) && !Sheet.isDigit(before) && before != '+') {
                int end = end(sheet, at);
                if (end > at) {
                    sheet.hide(at, end);
                    at = end;
                }
            }
        }
    }

    /// Where the amount ends that begins at `start`; -1 when none does.
    private static int end(Sheet sheet, int start) {
        int time = timeEnd(sheet, start);
        if (time > start) {
            return time;
        }
        if ("./-".indexOf(sheet.at(start - 1)) >= 0 && Sheet.isDigit(sheet.at(start - 2))) {
            return -1;
        }
        int date = dateEnd(sheet, start);
        if (date > start) {
            return date;
        }
        int number = numberEnd(sheet, start);
        boolean money =
                CURRENCIES.indexOf(sheet.at(start - 1)) >= 0
                        || (sheet.at(start - 1) == ' '
                                && CURRENCIES.indexOf(sheet.at(start - 2)) >= 0)
                        || UNITS.indexOf(sheet.at(number)) >= 0
                        || (sheet.at(number) == ' ' && UNITS.indexOf(sheet.at(number + 1)) >= 0);
        return money || isGrouped(sheet, start, number) || isFraction(sheet, start, number)
                ? number
                : -1;
    }

    /// `9:05`, `21:30:15`.
    private static int timeEnd(Sheet sheet, int start) {
        int hours = digits(sheet, start);
        if (hours > 2 || sheet.at(start + hours) != ':') {
            return -1;
        }
        int end = start + hours;
        while (sheet.at(end) == ':' && digits(sheet, end + 1) == 2) {
            end += 3;
        }
        return end == start + hours ? -1 : end;
    }

    /// `20.11.2026`, `11/20/26`, `2026-11-20`.
    private static int dateEnd(Sheet sheet, int start) {
        int first = digits(sheet, start);
        char separator = sheet.at(start + first);
        int second = digits(sheet, start + first + 1);
        int last = start + first + second + 2;
        int third = digits(sheet, last);
        int end = last + third;
        boolean closed = !("./-".indexOf(sheet.at(end)) >= 0 && Sheet.isDigit(sheet.at(end + 1)));
        if ("./-".indexOf(separator) < 0 || sheet.at(last - 1) != separator || !closed) {
            return -1;
        }
        int one = number(sheet, start, first);
        int two = number(sheet, start + first + 1, second);
        int three = number(sheet, last, third);
        boolean yearLast =
                (third == 2 || (third == 4 && isYear(three))) && isDay(one, two, first, second);
        boolean yearFirst = first == 4 && isYear(one) && isDay(two, three, second, third);
        return yearLast || yearFirst ? end : -1;
    }

    private static boolean isDay(int one, int two, int oneDigits, int twoDigits) {
        boolean short12 = oneDigits >= 1 && oneDigits <= 2 && twoDigits >= 1 && twoDigits <= 2;
        return short12
                && one >= 1
                && two >= 1
                && Math.min(one, two) <= 12
                && Math.max(one, two) <= 31;
    }

    static boolean isYear(int number) {
        return number >= 1900 && number <= 2099;
    }

    private static int digits(Sheet sheet, int start) {
        int end = start;
        while (Sheet.isDigit(sheet.at(end))) {
            end++;
        }
        return end - start;
    }

    private static int number(Sheet sheet, int start, int digits) {
        return digits < 1 || digits > 4 ? -1 : Integer.parseInt(sheet.part(start, start + digits));
    }

    /// Digits with points, commas and apostrophes between them.
    private static int numberEnd(Sheet sheet, int start) {
        int end = start;
        while (end - start < LONGEST
                && (Sheet.isDigit(sheet.at(end))
                        || (".,'".indexOf(sheet.at(end)) >= 0
                                && Sheet.isDigit(sheet.at(end + 1))))) {
            end++;
        }
        return end;
    }

    /// `1,250,000`, `1.250.000,50`.
    private static boolean isGrouped(Sheet sheet, int start, int end) {
        return THOUSANDS.matcher(sheet.part(start, end)).matches();
    }

    private static boolean isFraction(Sheet sheet, int start, int end) {
        int whole = digits(sheet, start);
        int fraction = end - start - whole - 1;
        boolean zero = sheet.at(start) == '0';
        boolean open = "-/ ".indexOf(sheet.at(end)) >= 0 && Sheet.isDigit(sheet.at(end + 1));
        return fraction >= LONG_FRACTION
                && digits(sheet, start + whole + 1) == fraction
                && (zero ? whole == 1 : whole <= 3)
                && !open;
    }
}
