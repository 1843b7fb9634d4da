package dev.understudy.scrub.key;

import dev.understudy.scrub.sheet.Secret;
import dev.understudy.scrub.sheet.Sheet;
import dev.understudy.scrub.sheet.Vocabulary;

/// What is said to be a password: `password: ...`, `the token is ...`.
public final class Passwords {
    private static final int SHORTEST = 4;
    private static final int LONGEST = 128;

    private static final Vocabulary WORDS =
            new Vocabulary(
                    "password",
                    "passwd",
                    "passwort",
                    "kennwort",
                    "passphrase",
                    "pw",
                    "pwd",
                    "pass",
                    "contraseña",
                    "senha",
                    "mot de passe",
                    "mdp",
                    "wachtwoord",
                    "hasło",
                    "heslo",
                    "пароль",
                    "şifre",
                    "parola",
                    "lösenord",
                    "密码",
                    "密碼",
                    "パスワード",
                    "비밀번호",
                    "api key",
                    "apikey",
                    "api_key",
                    "secret",
                    "token",
                    "schlüssel");

    /// After which and a colon any word is one: `token: rise` is Shakespeare's.
    private static final Vocabulary SURE =
            new Vocabulary(
                    "password",
                    "passwd",
                    "passwort",
                    "kennwort",
                    "passphrase",
                    "pw",
                    "pwd",
                    "contraseña",
                    "senha",
                    "mot de passe",
                    "mdp",
                    "wachtwoord",
                    "hasło",
                    "heslo",
                    "пароль",
                    "şifre",
                    "lösenord",
                    "密码",
                    "密碼",
                    "パスワード",
                    "비밀번호");

    private static final Vocabulary IS =
            new Vocabulary("is", "ist", "lautet", "es", "est", "è", "é", "war", "was", "this");

    private Passwords() {}

    /// What is said to be a password.
    public static void mark(Sheet sheet) {
        WORDS.forEachIn(
                sheet,
                (start, end) -> {
                    boolean sure = SURE.endAt(sheet, start) == end;
                    int at = end;
                    while (sheet.at(at) == ' ') {
                        at++;
                    }
                    boolean sign = ":=".indexOf(sheet.at(at)) >= 0;
                    int is = sign ? at + 1 : IS.endAt(sheet, at);
                    if (is > at) {
                        markValue(sheet, is, sign && sure);
                    }
                });
    }

    private static void markValue(Sheet sheet, int from, boolean any) {
        int start = from;
        while (start - from < 3 && " \n:\"'`".indexOf(sheet.at(start)) >= 0) {
            start++;
        }
        int end = start;
        boolean letter = false;
        boolean other = false;
        while (end - start < LONGEST && sheet.at(end) > ' ') {
            char c = sheet.at(end);
            letter |= Character.isLetter(c);
            other |= Sheet.isDigit(c) || "@#$%^&*+_~/\\=|".indexOf(c) >= 0;
            end++;
        }
        while (end > start && ".,!?\"'`)".indexOf(sheet.at(end - 1)) >= 0) {
            end--;
        }
        boolean fits = end - start >= SHORTEST && sheet.at(start) != '[';
        if (fits && ((letter && other) || (any && sheet.at(from) != '\n'))) {
            sheet.mark(start, end, Secret.KEY);
        }
    }
}
