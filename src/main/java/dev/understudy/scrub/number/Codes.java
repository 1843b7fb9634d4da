package dev.understudy.scrub.number;

import dev.understudy.scrub.sheet.Digits;
import dev.understudy.scrub.sheet.Secret;
import dev.understudy.scrub.sheet.Sheet;
import dev.understudy.scrub.sheet.Vocabulary;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// One-time codes, PINs and TANs: numbers near a word that says so, in the same turn or, alone in
/// theirs, after one.
public final class Codes {
    private static final Vocabulary WORDS =
            new Vocabulary(
                    "code",
                    "codes",
                    "pin",
                    "pins",
                    "pincode",
                    "pin-code",
                    "otp",
                    "tan",
                    "mtan",
                    "2fa",
                    "mfa",
                    "passcode",
                    "verification",
                    "einmalcode",
                    "einmalpasswort",
                    "bestätigungscode",
                    "sicherheitscode",
                    "zugangscode",
                    "türcode",
                    "freischaltcode",
                    "geheimzahl",
                    "código",
                    "codigo",
                    "clave",
                    "codice",
                    "kod",
                    "kód",
                    "koden",
                    "kode",
                    "cvv",
                    "cvc",
                    "код",
                    "пин",
                    "пин-код",
                    "пароль",
                    "κωδικός",
                    "şifre",
                    "doğrulama",
                    "رمز",
                    "कोड",
                    "קוד",
                    "mã",
                    "验证码",
                    "驗證碼",
                    "密码",
                    "認証コード",
                    "確認コード",
                    "인증번호",
                    "비밀번호",
                    "รหัส");

    /// What a code is not secret with.
    private static final Vocabulary OPEN =
            new Vocabulary(
                    "error",
                    "zip",
                    "post",
                    "postal",
                    "area",
                    "country",
                    "promo",
                    "discount",
                    "coupon",
                    "voucher",
                    "source",
                    "qr",
                    "bar",
                    "dress",
                    "status",
                    "exit",
                    "http",
                    "response",
                    "the source",
                    "morse");

    private static final Vocabulary IS =
            new Vocabulary(
                    "is", "ist", "lautet", "es", "est", "è", "é", "war", "was", "jest", "je", "är",
                    "er", "this", "are", "sind", "to", "auf", "=");

    private static final int NEAR = 40;
    private static final int FAR = 60;
    private static final int USUAL = 6;
    private static final int SHORTEST = 4;
    private static final int LONGEST = 8;
    private static final int SHORTEST_MIXED = 5;
    private static final int LONGEST_MIXED = 10;

    private Codes() {}

    public static void mark(Sheet sheet) {
        NavigableMap<Integer, Integer> words = new TreeMap<>();
        WORDS.forEachIn(
                sheet,
                (start, end) -> {
                    if (!isOpen(sheet, start)) {
                        words.put(start, end);
                        markMixed(sheet, end);
                    }
                });
        boolean asked = Sheet.isDigit(sheet.at(0)) && WORDS.isIn(tail(sheet.before()));
        if (!words.isEmpty() || asked || sheet.indexOf("g-", 0) >= 0) {
            Digits.forEachIn(sheet, run -> markRun(sheet, run, words, asked));
        }
    }

    /// The last words of what was said before.
    static String tail(String before) {
        return before.substring(Math.max(0, before.length() - FAR * 2));
    }

    private static boolean isOpen(Sheet sheet, int start) {
        int end = start - 1;
        int word = end;
        while (Character.isLetter(sheet.at(word - 1)) && end - word < 12) {
            word--;
        }
        return "- ".indexOf(sheet.at(end)) >= 0 && word < end && OPEN.endAt(sheet, word) == end;
    }

    /// `code: A7K9Q2`.
    private static void markMixed(Sheet sheet, int from) {
        int start = valueStart(sheet, from);
        int end = start;
        boolean digit = false;
        boolean letter = false;
        while (start > from && (Sheet.isAlphanumeric(sheet.at(end)) || sheet.at(end) == '-')) {
            digit |= Sheet.isDigit(sheet.at(end));
            letter |= Sheet.isAsciiLetter(sheet.at(end));
            end++;
        }
        boolean fits = end - start >= SHORTEST_MIXED && end - start <= LONGEST_MIXED;
        if (fits && digit && letter && isCapital(sheet.part(start, end))) {
            sheet.mark(start, end, Secret.CODE);
        }
    }

    private static boolean isCapital(String text) {
        return text.chars().noneMatch(Character::isLowerCase);
    }

    /// Where a value begins after `: `, ` is ` or a space.
    private static int valueStart(Sheet sheet, int from) {
        int at = from;
        while (" :=\"'\n".indexOf(sheet.at(at)) >= 0 && at < sheet.length()) {
            at++;
        }
        int is = IS.endAt(sheet, at);
        if (is > at) {
            at = is;
            while (" :\"'\n".indexOf(sheet.at(at)) >= 0 && at < sheet.length()) {
                at++;
            }
        }
        return at;
    }

    private static void markRun(
            Sheet sheet, Digits run, NavigableMap<Integer, Integer> words, boolean asked) {
        for (int from = 0; from < run.size(); ) {
            int to = codeEnd(sheet, run, from);
            Digits code = run.part(from, Math.max(to, from + 1));
            if (to > from && isCode(sheet, code, words, asked)) {
                boolean google = sheet.reads("g-", code.start() - 2);
                sheet.mark(code.start() - (google ? 2 : 0), code.end(), Secret.CODE);
            }
            from += code.size();
        }
    }

    /// After which group a code ends that begins with group number `from`: `482913`, `482 913`, `4
    /// 8 2 9 1 3`; -1 when the group is none.
    private static int codeEnd(Sheet sheet, Digits run, int from) {
        int single = from;
        while (single < run.size() && run.groups().get(single).length() == 1) {
            single++;
        }
        if (single - from >= SHORTEST && single - from <= LONGEST) {
            return single;
        }
        if (from + 1 < run.size()) {
            Digits pair = run.part(from, from + 2);
            boolean tight = pair.end() - pair.start() == pair.joined().length() + 1;
            String shape = pair.shape();
            boolean isPair = shape.equals("3-3") || shape.equals("4-4") || shape.equals("2-2");
            if (isPair && tight && pair.separators(sheet).matches("[ -]")) {
                return from + 2;
            }
        }
        int length = run.groups().get(from).length();
        return length >= SHORTEST && length <= LONGEST ? from + 1 : -1;
    }

    private static boolean isCode(
            Sheet sheet, Digits code, NavigableMap<Integer, Integer> words, boolean asked) {
        int start = code.start();
        int end = code.end();
        if (Sheet.isOfWord(sheet.at(end)) || Sheet.isOfWord(sheet.at(start - 1))) {
            return false;
        }
        boolean usual = code.joined().length() == USUAL;
        if (usual && sheet.reads("g-", start - 2) && !Sheet.isOfWord(sheet.at(start - 3))) {
            return true;
        }
        boolean alone = sheet.at(start - 1) == '\n' && sheet.at(end) == '\n';
        if (asked && start == 0 && alone) {
            return true;
        }
        boolean loose = usual && !code.joined().endsWith("000");
        Map.Entry<Integer, Integer> word = words.floorEntry(start);
        if (word != null && saysBefore(sheet, word.getValue(), start, loose)) {
            return true;
        }
        Map.Entry<Integer, Integer> next = words.ceilingEntry(end);
        return next != null && saysAfter(sheet, end, next.getKey(), loose);
    }

    private static boolean saysBefore(Sheet sheet, int wordEnd, int start, boolean loose) {
        int gap = start - wordEnd;
        if (gap > FAR || gap < 0) {
            return false;
        }
        if (loose || isBare(sheet, wordEnd, start)) {
            return true;
        }
        int at = start;
        while (at > wordEnd && " \n\"'*:=".indexOf(sheet.at(at - 1)) >= 0) {
            at--;
        }
        boolean sign = sheet.part(at, start).matches("(?s).*[:=].*");
        int is = at;
        while (is > wordEnd && Character.isLetter(sheet.at(is - 1))) {
            is--;
        }
        return gap <= NEAR
                && (sign || IS.endAt(sheet, is) == at)
                && !sheet.part(wordEnd, start).matches("(?s).*[.!?]\\s.*");
    }

    private static boolean saysAfter(Sheet sheet, int end, int wordStart, boolean loose) {
        int gap = wordStart - end;
        if (gap > NEAR) {
            return false;
        }
        int at = end;
        while (at < wordStart && !Character.isLetter(sheet.at(at))) {
            at++;
        }
        return loose || (at > end && IS.endAt(sheet, at) > at);
    }

    /// Whether nothing but signs is between, and hardly any.
    private static boolean isBare(Sheet sheet, int from, int to) {
        for (int at = from; at < to; at++) {
            if (" :=-#\"'*(\n".indexOf(sheet.at(at)) < 0) {
                return false;
            }
        }
        return to - from <= SHORTEST;
    }
}
