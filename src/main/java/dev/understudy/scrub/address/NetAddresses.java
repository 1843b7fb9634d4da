package dev.understudy.scrub.address;

import dev.understudy.scrub.sheet.Secret;
import dev.understudy.scrub.sheet.Sheet;
import dev.understudy.scrub.sheet.Vocabulary;

/// IPv4, IPv6 and hardware addresses.
public final class NetAddresses {
    private static final int IPV6_GROUPS = 8;
    private static final int MAC_GROUPS = 6;
    private static final int LONGEST = 45;

    private static final Vocabulary VERSION =
            new Vocabulary("v", "version", "ver", "release", "build", "update", "firmware");

    private NetAddresses() {}

    public static void mark(Sheet sheet) {
        for (int at = 0; at < sheet.length(); at++) {
            char c = sheet.at(at);
            boolean begins = !isOfAddress(sheet.at(at - 1)) && !Sheet.isOfWord(sheet.at(at - 1));
            if (begins && isOfAddress(c)) {
                int end = ipv4End(sheet, at);
                if (end < 0) {
                    end = groupsEnd(sheet, at);
                }
                if (end > at) {
                    sheet.mark(at, end, Secret.IP);
                    at = end - 1;
                }
            }
        }
    }

    private static boolean isOfAddress(char c) {
        return (Character.digit(c, 16) >= 0 && c < 0x80) || c == ':' || c == '.';
    }

    /// With the port or the length of a net, if one follows.
    private static int ipv4End(Sheet sheet, int start) {
        int at = start;
        for (int group = 0; group < 4; group++) {
            if (group > 0 && sheet.at(at++) != '.') {
                return -1;
            }
            int first = at;
            int number = 0;
            while (Sheet.isDigit(sheet.at(at)) && at - first < 3) {
                number = number * 10 + sheet.at(at++) - '0';
            }
            boolean padded = at - first > 1 && sheet.at(first) == '0';
            if (at == first || number > 255 || padded) {
                return -1;
            }
        }
        boolean more =
                Sheet.isOfWord(sheet.at(at))
                        || (sheet.at(at) == '.' && Sheet.isDigit(sheet.at(at + 1)));
        return more || isVersion(sheet, start) ? -1 : suffixEnd(sheet, at);
    }

    private static int suffixEnd(Sheet sheet, int end) {
        int at = end;
        if (":/".indexOf(sheet.at(at)) >= 0 && Sheet.isDigit(sheet.at(at + 1))) {
            at++;
            while (Sheet.isDigit(sheet.at(at))) {
                at++;
            }
        }
        return at;
    }

    private static boolean isVersion(Sheet sheet, int start) {
        int end = start;
        while (sheet.at(end - 1) == ' ' && start - end < 2) {
            end--;
        }
        int word = end;
        while (end - word < 10 && Character.isLetter(sheet.at(word - 1))) {
            word--;
        }
        return word < end && VERSION.endAt(new Sheet(sheet.part(word, end), ""), 0) == end - word;
    }

    /// Groups of hexadecimal digits with colons, or pairs of them with dashes.
    private static int groupsEnd(Sheet sheet, int start) {
        char separator = sheet.at(start + 2) == '-' ? '-' : ':';
        int end = start;
        while (end - start < LONGEST
                && (Character.digit(sheet.at(end), 16) >= 0 || sheet.at(end) == separator)) {
            end++;
        }
        while (end > start + 1
                && sheet.at(end - 1) == separator
                && sheet.at(end - 2) != separator) {
            end--;
        }
        if (Sheet.isOfWord(sheet.at(end))) {
            return -1;
        }
        String text = sheet.part(start, end);
        return isMac(text, separator) || (separator == ':' && isIpv6(text)) ? end : -1;
    }

    private static boolean isMac(String text, char separator) {
        String[] groups = text.split(String.valueOf(separator), -1);
        if (groups.length != MAC_GROUPS) {
            return false;
        }
        for (String group : groups) {
            if (group.length() != 2) {
                return false;
            }
        }
        return separator == ':' || text.chars().anyMatch(c -> Sheet.isAsciiLetter((char) c));
    }

    private static boolean isIpv6(String text) {
        int gap = text.indexOf("::");
        if (gap != text.lastIndexOf("::") || text.contains(":::")) {
            return false;
        }
        int groups = 0;
        boolean digit = false;
        for (String group : text.split(":", -1)) {
            if (group.length() > 4) {
                return false;
            }
            groups += group.isEmpty() ? 0 : 1;
            digit |= group.chars().anyMatch(c -> Sheet.isDigit((char) c));
        }
        return gap < 0 ? groups == IPV6_GROUPS : digit && groups >= 2 && groups < IPV6_GROUPS;
    }
}
