package dev.understudy.stage.guard;

import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Turn;
import dev.understudy.scrub.Scrubber;
import java.text.Normalizer;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What people write, made fit for a clone's window: their words cannot pass for somebody else's.
///
/// Private data is replaced as in what models learn from: a prompt looks like training, and a clone
/// repeats no number. Live messages and those that are restored from the archive go through the
/// same, so that a clone remembers them alike. The archive itself keeps what was written.
public final class Incoming {
    /// In code points; a Telegram name may have 128.
    private static final int MAX_NAME = 40;

    private Incoming() {}

    /// What `who` wrote as a turn, or nothing when there is nothing to see in it.
    public static Optional<Turn> turn(SpeakerName who, String text) {
        return Turn.of(who, text(text));
    }

    /// The words of [#turn], for a message that has other words now; empty when nothing is to be
    /// seen in them.
    public static String text(String text) {
        // What is scrubbed may take along the end of a direction, which is then ended anew.
        return Clean.text(Scrubber.STANDARD.scrub(Clean.text(text)).text());
    }

    /// The transcript name of someone who has none: `displayName`, with the first number from 2
    /// that makes it look like none of `taken`, who are the people and clones of the circle.
    public static SpeakerName stranger(String displayName, Set<SpeakerName> taken) {
        Set<String> looks = taken.stream().map(Incoming::look).collect(Collectors.toSet());
        String cleaned = Clean.text(displayName);
        int end =
                cleaned.offsetByCodePoints(
                        0, Math.min(MAX_NAME, cleaned.codePointCount(0, cleaned.length())));
        SpeakerName wanted = SpeakerName.of(cleaned.substring(0, end));
        SpeakerName name = wanted;
        for (int number = 2; looks.contains(look(name)); number++) {
            name = SpeakerName.of(wanted + " " + number);
        }
        return name;
    }

    /// Whether `name` can be told from every other name that is plain, by how it looks.
    public static boolean isPlain(SpeakerName name) {
        return look(name).equals(name.text());
    }

    /// Letters in another width or style are the same to the eye, and marks of direction nothing.
    private static String look(SpeakerName name) {
        String plain = Normalizer.normalize(Clean.text(name.text()), Normalizer.Form.NFKC);
        return SpeakerName.of(plain.replaceAll("\\p{Cf}", "")).text();
    }
}
