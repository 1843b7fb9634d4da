package dev.understudy.scrub.number;

import dev.understudy.scrub.sheet.Digits;
import dev.understudy.scrub.sheet.Secret;
import dev.understudy.scrub.sheet.Sheet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Card numbers and IBANs: what passes its check, however it is grouped.
public final class Accounts {
    /// Lengths of IBANs. Source: SWIFT's IBAN registry.
    private static final String LENGTHS =
            "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22"
                    + " DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27"
                    + " GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21"
                    + " LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15"
                    + " OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24"
                    + " SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30";

    private static final Map<String, Integer> LENGTH = new HashMap<>();

    private static final int SHORTEST_CARD = 13;
    private static final int LONGEST_CARD = 19;
    private static final int LONGEST_SEPARATOR = 2;

    static {
        for (String one : LENGTHS.split(" ", -1)) {
            LENGTH.put(one.substring(0, 2), Integer.valueOf(one.substring(2)));
        }
    }

    private Accounts() {}

    public static void markIbans(Sheet sheet) {
        for (int at = 0; at + 4 < sheet.length(); at++) {
            if (Sheet.isAsciiLetter(sheet.at(at))
                    && Sheet.isAsciiLetter(sheet.at(at + 1))
                    && !Sheet.isOfWord(sheet.at(at - 1))) {
                int end = ibanEnd(sheet, at);
                if (end > at) {
                    sheet.mark(at, end, Secret.IBAN);
                }
            }
        }
    }

    private static int ibanEnd(Sheet sheet, int start) {
        String country = sheet.part(start, start + 2).toUpperCase(Locale.ROOT);
        Integer length = LENGTH.get(country);
        if (length == null) {
            return -1;
        }
        StringBuilder account = new StringBuilder(country);
        int at = start + 2;
        while (account.length() < length) {
            int gap = 0;
            while (gap < LONGEST_SEPARATOR && " -.\n".indexOf(sheet.at(at)) >= 0) {
                at++;
                gap++;
            }
            char c = sheet.at(at);
            if (!Sheet.isAlphanumeric(c) || (account.length() < 4 && !Sheet.isDigit(c))) {
                return -1;
            }
            account.append(Character.toUpperCase(c));
            at++;
        }
        return !Sheet.isOfWord(sheet.at(at)) && remainder(account) == 1 ? at : -1;
    }

    /// ISO 7064, MOD 97-10.
    private static int remainder(CharSequence account) {
        int remainder = 0;
        for (int i = 0; i < account.length(); i++) {
            char c = account.charAt((i + 4) % account.length());
            int value = Sheet.isDigit(c) ? c - '0' : c - 'A' + 10;
            remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
        }
        return remainder;
    }

    public static void markCards(Sheet sheet) {
        Digits.forEachIn(sheet, run -> markCards(sheet, run));
    }

    private static void markCards(Sheet sheet, Digits run) {
        int from = 0;
        while (from < run.size()) {
            int to = cardEnd(run, from);
            if (to > from) {
                Digits card = run.part(from, to);
                sheet.mark(card.start(), card.end(), Secret.CARD);
                from = to;
            } else {
                from++;
            }
        }
    }

    /// After which group a card ends that begins with number `from`: the longest one.
    private static int cardEnd(Digits run, int from) {
        int end = -1;
        StringBuilder digits = new StringBuilder();
        for (int to = from; to < run.size() && digits.length() < LONGEST_CARD; to++) {
            digits.append(run.groups().get(to));
            if (isCard(digits) && isGrouped(run.part(from, to + 1))) {
                end = to + 1;
            }
        }
        return end;
    }

    /// Lists of short numbers pass the check once in ten times.
    private static boolean isGrouped(Digits card) {
        return !card.counts()
                && (card.size() <= 5
                        || card.groups().stream().allMatch(group -> group.length() == 1)
                        || (card.size() * 2 <= card.joined().length() && card.size() <= 8));
    }

    private static boolean isCard(CharSequence digits) {
        int length = digits.length();
        if (length < SHORTEST_CARD
                || length > LONGEST_CARD
                || "23456".indexOf(digits.charAt(0)) < 0) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < length; i++) {
            int digit = digits.charAt(length - 1 - i) - '0';
            int doubled = i % 2 == 0 ? digit : digit * 2;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0 && digits.chars().distinct().count() >= 2;
    }
}
