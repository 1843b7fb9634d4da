package dev.understudy.stage.guard;

import dev.understudy.chat.Circle;
import dev.understudy.chat.text.Visible;
import dev.understudy.stage.guard.Verdict.Reason;
import dev.understudy.stage.guard.Verdict.Sendable;
import dev.understudy.stage.guard.Verdict.Withheld;
import dev.understudy.stage.leak.LeakGuard;
import java.util.LinkedHashSet;
import java.util.List;

/// Between what a model says and what is sent: every text of a clone's passes through here.
///
/// Mentions are made to mention nobody, links are taken out, tricks with invisible characters
/// undone; what is blocked or would leak is withheld whole. Thread-safe.
public final class Guard {
    private final boolean links;
    private final Blocklist blocklist;
    private final LeakGuard leaks;

    /// A guard that follows `settings`; with others, make another one with the same `leaks`.
    ///
    /// Throws UserError when a pattern or word of the blocklist is unusable.
    public Guard(GuardSettings settings, LeakGuard leaks) {
        links = settings.links();
        blocklist = new Blocklist(settings);
        this.leaks = leaks;
    }

    /// Whether, and as what, `text` may be sent to a channel of `circle`. What may be sent is left
    /// as it is when it is checked again.
    public Verdict check(Circle circle, String text) {
        String visible = Clean.text(text);
        String kept = links ? visible : Clean.text(Links.removed(visible));
        // Without a link, what stood before and after it may be a passage or a phrase.
        for (String form : new LinkedHashSet<>(List.of(visible, kept))) {
            if (blocklist.blocks(form)) {
                return new Withheld(Reason.BLOCKED);
            }
            if (leaks.leaks(circle, form)) {
                return new Withheld(Reason.LEAK);
            }
        }
        String harmless = Mentions.neutralised(kept);
        return Visible.anyIn(harmless) ? new Sendable(harmless) : new Withheld(Reason.EMPTY);
    }

    /// `displayName` as it may stand in a message or above one: one line, not empty, mentioning
    /// nobody. A name without a visible character is "someone".
    public static String name(String displayName) {
        String line = Clean.text(displayName).replaceAll("[\\s\\h\\v]+", " ").strip();
        return Visible.anyIn(line) ? Mentions.neutralised(line) : "someone";
    }
}
