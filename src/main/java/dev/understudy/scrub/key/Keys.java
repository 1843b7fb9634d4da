package dev.understudy.scrub.key;

import dev.understudy.scrub.sheet.Secret;
import dev.understudy.scrub.sheet.Sheet;
import java.util.List;

/// Keys, tokens and private keys.
public final class Keys {
    private static final String BEGIN = "-----begin ";
    private static final String END = "-----end ";
    private static final String DASHES = "-----";

    /// A private key of 16,384 bits has 12,000 characters.
    private static final int LONGEST_BLOCK = 20_000;

    private static final int LONGEST_HEADER = 60;

    /// Of a line of a private key, but for the last.
    private static final int SHORT_LINE = 16;

    /// How the tokens of well-known services begin, in lower case, and how many characters follow
    /// at least.
    private record Prefix(String text, int more) {}

    private static final List<Prefix> PREFIXES =
            List.of(
                    new Prefix("akia", 16),
                    new Prefix("asia", 16),
                    new Prefix("ghp_", 20),
                    new Prefix("gho_", 20),
                    new Prefix("ghu_", 20),
                    new Prefix("ghs_", 20),
                    new Prefix("ghr_", 20),
                    new Prefix("github_pat_", 20),
                    new Prefix("glpat-", 16),
                    new Prefix("xoxb-", 16),
                    new Prefix("xoxp-", 16),
                    new Prefix("xoxa-", 16),
                    new Prefix("xoxs-", 16),
                    new Prefix("mfa.", 40),
                    new Prefix("aiza", 30),
                    new Prefix("ya29.", 20),
                    new Prefix("eyj", 30),
                    new Prefix("sk-", 16),
                    new Prefix("sk_live_", 12),
                    new Prefix("sk_test_", 12),
                    new Prefix("pk_live_", 12),
                    new Prefix("rk_live_", 12),
                    new Prefix("whsec_", 16),
                    new Prefix("npm_", 30),
                    new Prefix("pypi-", 30),
                    new Prefix("hf_", 24),
                    new Prefix("sg.", 40),
                    new Prefix("dop_v1_", 30));

    private Keys() {}

    /// Blocks that begin with a line such as that of a private key, up to their last line.
    public static void markBlocks(Sheet sheet) {
        for (int at = sheet.indexOf(BEGIN, 0); at >= 0; at = sheet.indexOf(BEGIN, at + 1)) {
            int header = at + BEGIN.length();
            while (header - at < LONGEST_HEADER && !sheet.reads(DASHES, header)) {
                header++;
            }
            if (sheet.reads(DASHES, header)) {
                int limit = Math.min(sheet.length(), header + LONGEST_BLOCK);
                int end = header;
                while (end < limit && !sheet.reads(END, end)) {
                    end++;
                }
                sheet.mark(
                        at,
                        end < limit
                                ? lastLine(sheet, end)
                                : body(sheet, header + DASHES.length(), limit),
                        Secret.KEY);
            }
        }
    }

    private static int lastLine(Sheet sheet, int end) {
        int after = end + END.length();
        while (after - end < LONGEST_HEADER && !sheet.reads(DASHES, after)) {
            after++;
        }
        return sheet.reads(DASHES, after) ? after + DASHES.length() : end + END.length();
    }

    /// Where lines of a key end whose last line is missing.
    private static int body(Sheet sheet, int from, int limit) {
        int end = from;
        for (int at = from; at < limit; at++) {
            int start = at;
            while (at < limit && isOfBase64(sheet.at(at))) {
                at++;
            }
            if (at > start) {
                if (at - start < SHORT_LINE && sheet.at(at - 1) != '=') {
                    return end;
                }
                end = at;
            }
            if (at < limit && !Character.isWhitespace(sheet.at(at))) {
                return end;
            }
        }
        return end;
    }

    private static boolean isOfBase64(char c) {
        return Sheet.isAlphanumeric(c) || c == '+' || c == '/' || c == '=';
    }

    /// What looks like a token by itself.
    public static void markTokens(Sheet sheet) {
        for (int start = 0; start < sheet.length(); ) {
            int end = tokenEnd(sheet, start);
            if (end == start) {
                start++;
                continue;
            }
            int next = sheet.at(end) == '\n' ? tokenEnd(sheet, end + 1) : end;
            if (next > end + 1 && isSplit(sheet, start, end, next)) {
                sheet.mark(start, next, Secret.KEY);
                end = next;
            } else if (isToken(sheet.part(start, end))) {
                sheet.mark(start, end, Secret.KEY);
            }
            start = end;
        }
    }

    private static int tokenEnd(Sheet sheet, int start) {
        int end = start;
        while (isOfToken(sheet.at(end))
                || (":.".indexOf(sheet.at(end)) >= 0 && end > start && isInside(sheet, end))) {
            end++;
        }
        return end;
    }

    /// Telegram's tokens hold a colon, others points.
    private static boolean isInside(Sheet sheet, int at) {
        return isOfToken(sheet.at(at + 1));
    }

    private static boolean isOfToken(char c) {
        return isOfBase64(c) || c == '_' || c == '-';
    }

    /// Whether a token goes on in the next line, where it ends.
    private static boolean isSplit(Sheet sheet, int start, int end, int next) {
        String first = sheet.part(start, end);
        String second = sheet.part(end + 1, next);
        boolean goesOn = isMixed(second) && isToken(first + second);
        boolean alone = sheet.at(next) == '\n' && isMixed(first);
        return goesOn && (hasPrefix(first) || alone);
    }

    private static boolean isMixed(String part) {
        boolean digit = part.chars().anyMatch(c -> Sheet.isDigit((char) c));
        boolean letter = part.chars().anyMatch(c -> Sheet.isAsciiLetter((char) c));
        return digit && letter && part.length() >= 6;
    }

    private static boolean hasPrefix(String token) {
        return PREFIXES.stream()
                .anyMatch(one -> token.regionMatches(true, 0, one.text, 0, one.text.length()));
    }

    private static boolean isToken(String token) {
        if (token.length() < Entropy.SHORTEST) {
            return false;
        }
        for (Prefix prefix : PREFIXES) {
            String text = prefix.text;
            if (token.length() >= text.length() + prefix.more
                    && token.regionMatches(true, 0, text, 0, text.length())
                    && Entropy.hasDigitAndLetter(token, text.length())) {
                return true;
            }
        }
        return Entropy.isRandom(token);
    }
}
