package dev.understudy.discord;

import dev.understudy.stage.door.Persona;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Names that Discord accepts for a webhook's message.
final class PersonaName {
    private static final int MAX = 80;

    /// Letters are parted by a hair space, which nobody sees and Discord's check does not skip.
    private static final Pattern REFUSED = Pattern.compile("(?i)(d)(iscord)|(c)(lyde)");

    private static final Set<String> RESERVED = Set.of("everyone", "here");

    private PersonaName() {}

    /// `who`'s name, as much alike as Discord allows: at most 80 characters with the mark of a
    /// clone at its end kept, no `@`, `#`, `:` or code marks, not the names of Discord's own.
    static String of(Persona who) {
        String name =
                who.name()
                        .replace('@', '＠')
                        .replace('#', '＃')
                        .replace(':', '：')
                        .replace('`', '\'')
                        .strip();
        name = REFUSED.matcher(name).replaceAll("$1$3\u200A$2$4");
        if (name.isEmpty()) {
            return "Clone";
        }
        return RESERVED.contains(name.toLowerCase(Locale.ROOT)) ? name + "." : shortened(name);
    }

    /// Cut in the middle.
    private static String shortened(String name) {
        if (name.length() <= MAX) {
            return name;
        }
        int mark = Math.max(name.lastIndexOf(" ("), name.length() - MAX / 2);
        String end = name.substring(boundary(name, mark));
        return name.substring(0, boundary(name, MAX - 1 - end.length())) + "…" + end;
    }

    /// `at`, or the place before it when a character of two units is there.
    private static int boundary(String name, int at) {
        return Character.isLowSurrogate(name.charAt(at))
                        && Character.isHighSurrogate(name.charAt(at - 1))
                ? at - 1
                : at;
    }
}
