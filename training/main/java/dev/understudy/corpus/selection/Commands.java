package dev.understudy.corpus.selection;

import dev.understudy.chat.Message;
import java.util.List;
import java.util.Optional;

/// Leaves out what is said to bots: a prefix with a letter right after it, as in `/clone` and
/// `!play`. A `!!!` and a `/` alone stay.
///
/// @param prefixes how a command may begin
record Commands(List<String> prefixes) implements Filter {
    @Override
    public Optional<Omission> judge(Message message, String text) {
        boolean command = prefixes.stream().anyMatch(prefix -> isCommand(prefix, text));
        return command ? Optional.of(Omission.COMMAND) : Optional.empty();
    }

    /// A path as in `/etc/hosts` is none.
    private static boolean isCommand(String prefix, String text) {
        int at = prefix.length();
        if (!text.startsWith(prefix)
                || text.length() == at
                || !Character.isLetter(text.codePointAt(at))) {
            return false;
        }
        while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
            if (text.charAt(at++) == '/') {
                return false;
            }
        }
        return true;
    }
}
