package dev.understudy.scrub.number;

import dev.understudy.scrub.sheet.Digits;
import dev.understudy.scrub.sheet.Secret;
import dev.understudy.scrub.sheet.Sheet;
import dev.understudy.scrub.sheet.Vocabulary;
import java.util.Set;

/// Telephone numbers: with a country's code, with a leading zero, or grouped as somewhere in the
/// world, and any number after a word that says so. No country is assumed.
public final class Phones {
    private static final Vocabulary WORDS =
            new Vocabulary(
                    "tel",
                    "tel.",
                    "telefon",
                    "telefonnummer",
                    "phone",
                    "mobile",
                    "mobil",
                    "handy",
                    "handynummer",
                    "nummer",
                    "number",
                    "cell",
                    "fax",
                    "call",
                    "call me",
                    "whatsapp",
                    "signal",
                    "sms",
                    "text me",
                    "ruf",
                    "anrufen",
                    "erreichst",
                    "móvil",
                    "movil",
                    "teléfono",
                    "telefono",
                    "téléphone",
                    "numéro",
                    "numero",
                    "número",
                    "portable",
                    "cellulare",
                    "telefone",
                    "celular",
                    "telefoon",
                    "telefonu",
                    "тел",
                    "телефон",
                    "номер",
                    "звони",
                    "numer",
                    "puhelin",
                    "τηλέφωνο",
                    "هاتف",
                    "फोन",
                    "טלפון",
                    "电话",
                    "電話",
                    "手机",
                    "手機",
                    "전화",
                    "번호");

    /// Groups of national numbers that no amount is written in.
    private static final Set<String> SHAPES =
            Set.of(
                    "3-3-4",
                    "1-3-3-4",
                    "3-4-4",
                    "2-4-4",
                    "2-5-4",
                    "1-3-3-2-2",
                    "5-5",
                    "4-3-3",
                    "3-3-2-2",
                    "2-3-2-2",
                    "3-7",
                    "2-8",
                    "3-8");

    private static final int MOST_GROUPS = 8;
    private static final int LEAST_INTERNATIONAL = 7;
    private static final int MOST_INTERNATIONAL = 15;
    private static final int LEAST_NATIONAL = 9;
    private static final int MOST_NATIONAL = 12;
    private static final int LEAST_CALLED = 6;
    private static final int NEAR = 25;
    private static final int LEAST_DISTINCT = 3;

    private Phones() {}

    public static void mark(Sheet sheet) {
        boolean asked = Sheet.isDigit(sheet.at(0)) && WORDS.isIn(Codes.tail(sheet.before()));
        Digits.forEachIn(sheet, run -> markRun(sheet, run, asked));
    }

    private static void markRun(Sheet sheet, Digits run, boolean asked) {
        for (int from = 0; from < run.size(); from++) {
            int to = end(sheet, run, from, asked);
            if (to > from) {
                Digits phone = run.part(from, to);
                int start = phone.start();
                while ("+(".indexOf(sheet.at(start - 1)) >= 0) {
                    start--;
                }
                sheet.mark(start, phone.end(), Secret.PHONE);
                from = to - 1;
            }
        }
    }

    /// After which group the longest number ends that begins with group number `from`; -1 when none
    /// does.
    private static int end(Sheet sheet, Digits run, int from, boolean asked) {
        if (isInWord(sheet, run.starts().get(from) - 1)) {
            return -1;
        }
        int single = from;
        while (single < run.size() && run.groups().get(single).length() == 1) {
            single++;
        }
        if (single - from >= LEAST_NATIONAL) {
            Digits spelled = run.part(from, single);
            boolean dice = spelled.joined().matches("[1-6]+");
            return dice || spelled.counts() || spelled.distinct() < LEAST_DISTINCT ? -1 : single;
        }
        boolean called = (asked && run.start() == 0) || isCalled(sheet, run.starts().get(from));
        for (int to = Math.min(run.size(), from + MOST_GROUPS); to > from; to--) {
            Digits part = run.part(from, to);
            boolean open = isInWord(sheet, part.end());
            if (!open && part.distinct() >= LEAST_DISTINCT && isPhone(sheet, part, called)) {
                return to;
            }
        }
        return -1;
    }

    private static boolean isInWord(Sheet sheet, int at) {
        return Sheet.isOfWord(sheet.at(at)) || sheet.at(at) == '_';
    }

    private static boolean isPhone(Sheet sheet, Digits part, boolean called) {
        String digits = part.joined();
        int count = digits.length();
        if (isInternational(sheet, part)) {
            return count >= LEAST_INTERNATIONAL && count <= MOST_INTERNATIONAL + 2;
        }
        if (isYears(part)) {
            return false;
        }
        if (called && count >= LEAST_CALLED && count <= MOST_INTERNATIONAL) {
            return part.size() < count;
        }
        if (part.counts() && !isFrench(part)) {
            return false;
        }
        boolean trunk = digits.charAt(0) == '0' && digits.charAt(1) != '0';
        if (trunk && part.groups().getFirst().length() > 1) {
            return count >= LEAST_NATIONAL && count <= MOST_NATIONAL;
        }
        if (part.size() == 1) {
            return isPlain(digits);
        }
        return isShaped(sheet, part) || (isBracketed(sheet, part) && count <= MOST_NATIONAL);
    }

    private static boolean isInternational(Sheet sheet, Digits part) {
        char before = sheet.at(part.start() - 1);
        char sign = before == '(' ? sheet.at(part.start() - 2) : before;
        String digits = part.joined();
        return sign == '+' || (digits.startsWith("00") && digits.length() > LEAST_NATIONAL);
    }

    /// `(212) 555-0123`: a bracket around the first group.
    private static boolean isBracketed(Sheet sheet, Digits part) {
        int end = part.start() + part.groups().getFirst().length();
        return sheet.at(part.start() - 1) == '('
                && sheet.at(end) == ')'
                && part.joined().length() >= LEAST_INTERNATIONAL;
    }

    /// `06 12 34 56 78`, whose pairs may count up.
    private static boolean isFrench(Digits part) {
        return part.shape().equals("2-2-2-2-2") && part.groups().getFirst().charAt(0) == '0';
    }

    /// Two or three groups, one of them a year.
    private static boolean isYears(Digits part) {
        return part.size() < 4
                && part.groups().getFirst().charAt(0) != '0'
                && !part.shape().equals("3-3-4")
                && part.groups().stream().allMatch(group -> group.length() <= 4)
                && part.groups().stream()
                        .filter(group -> group.length() == 4)
                        .anyMatch(group -> Amounts.isYear(Integer.parseInt(group)));
    }

    /// Nine to thirteen digits in one; round numbers are amounts.
    private static boolean isPlain(String digits) {
        int count = digits.length();
        return count >= LEAST_NATIONAL
                && count <= 13
                && digits.chars().distinct().count() > LEAST_DISTINCT
                && !digits.endsWith("0000");
    }

    private static boolean isShaped(Sheet sheet, Digits part) {
        String separators = part.separators(sheet);
        boolean usual = separators.matches("[ .\\-/()]{1,4}") && part.distinct() > LEAST_DISTINCT;
        String shape = part.shape();
        char first = part.joined().charAt(0);
        if (shape.equals("3-3-3")) {
            return usual
                    && !separators.contains(".")
                    && first >= '5'
                    && part.groups().stream().noneMatch(group -> group.endsWith("00"));
        }
        boolean round = part.groups().stream().skip(1).filter(g -> g.endsWith("00")).count() > 1;
        return usual && !round && first != '0' && SHAPES.contains(shape);
    }

    /// Whether a word before it, in the same line, says that it is one.
    private static boolean isCalled(Sheet sheet, int start) {
        int from = start;
        while (start - from < NEAR && from > 0 && !endsSentence(sheet, from - 1)) {
            from--;
        }
        return from < start && WORDS.isIn(sheet.part(from, start));
    }

    private static boolean endsSentence(Sheet sheet, int at) {
        return "!?;".indexOf(sheet.at(at)) >= 0
                || (sheet.at(at) == '.' && !sheet.reads("tel", at - 3));
    }
}
