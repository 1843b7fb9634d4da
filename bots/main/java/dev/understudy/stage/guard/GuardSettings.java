package dev.understudy.stage.guard;

import dev.understudy.settings.UserError;
import java.util.List;

/// What an operator decides about what clones say.
///
/// @param links whether addresses of web pages and invitations stay in
/// @param blockedWords words and phrases, found whole and in any case
/// @param blockedPatterns regular expressions (RE2's syntax), found anywhere and in any case
public record GuardSettings(
        boolean links, List<String> blockedWords, List<String> blockedPatterns) {
    /// No links, nothing blocked.
    public static final GuardSettings DEFAULT = new GuardSettings(false, List.of(), List.of());

    public GuardSettings {
        blockedWords = List.copyOf(blockedWords);
        blockedPatterns = List.copyOf(blockedPatterns);
    }

    /// Throws UserError when a blocked word has nothing to find in it, or a pattern cannot be read.
    public void requireUsable() {
        if (new Blocklist(this).blocks("")) {
            throw new UserError(
                    "A blocked pattern fits everything: clones would never speak.",
                    "Write one that fits what is to be blocked alone.");
        }
    }
}
