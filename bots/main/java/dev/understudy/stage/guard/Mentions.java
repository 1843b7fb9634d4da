package dev.understudy.stage.guard;

import com.google.re2j.Pattern;

/// What platforms take for a call to somebody, made to look the same and call nobody.
final class Mentions {
    /// An invisible character at which every platform stops reading a name.
    private static final String STOP = "\u200B";

    /// The at sign in its widths, and Discord's `<#channel>` and `</command>`.
    private static final Pattern CALL = Pattern.compile("[@\uFF20\uFE6B]|<(?:[#/])");

    private Mentions() {}

    /// `text`, which holds no zero-width space, with one after each sign that could begin a
    /// mention.
    static String neutralised(String text) {
        return CALL.matcher(text).replaceAll("$0" + STOP);
    }
}
