package dev.understudy.imports.irc;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Platform;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a log's name tells: `#club.2026-01-02.log`, `irc.libera.#club.weechatlog`, or
/// `#club/2026-01-02.log` with the channel in the folder's.
///
/// @param channel which it is a log of; those of several days are one
/// @param day of the first line, where the name tells
record LogName(Channel channel, Optional<LocalDate> day) {
    private static final Pattern ENDING =
            Pattern.compile("(?i)(?:\\.(?:log|txt|raw|weechatlog))+$");
    private static final Pattern DAY =
            Pattern.compile(
                    "[._ -]?(?<!\\d)(?<day>\\d{4}-?\\d\\d-?\\d\\d)(?!\\d)(?:[._ -]\\d{1,6})?");

    private static final Pattern WEECHAT = Pattern.compile("^irc\\.(?=.)");

    static LogName of(Path file) {
        String stem = stem(file);
        Matcher day = DAY.matcher(stem);
        boolean dated = day.find();
        String rest = dated ? stem.substring(0, day.start()) + stem.substring(day.end()) : stem;
        String bare = rest.replaceAll("^[._ -]+|[._ -]+$", "");
        Path folder = file.toAbsolutePath().getParent();
        if (bare.isEmpty() && folder != null) {
            bare = stem(folder);
        }
        String name = bare.isEmpty() ? "irc" : WEECHAT.matcher(bare).replaceFirst("");
        int hash = name.indexOf('#');
        String title = hash > 0 ? name.substring(hash) : name;
        return new LogName(
                new Channel(Platform.IRC, name.toLowerCase(Locale.ROOT), title),
                dated ? Heading.date(day.group("day")) : Optional.empty());
    }

    private static String stem(Path path) {
        return ENDING.matcher(String.valueOf(path.getFileName())).replaceFirst("").strip();
    }
}
