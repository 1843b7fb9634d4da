package dev.understudy.chat;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// The one text form of a conversation, for training and for the live prompt alike:
///
/// ```
/// ALICE:
/// are we still on for friday?
///
/// BOB:
/// yes
/// bring the cat
///
/// ```
///
/// A header counts only at the start or after a blank line, and turns hold no blank line, so any
/// list of turns that is written is read back the same. Conversations are separated by the
/// end-of-text token, which has no text form here: `<|endoftext|>` typed by a friend is plain text.
public final class Transcript {
    /// What ends a turn: the blank line.
    public static final String END_OF_TURN = "\n\n";

    private Transcript() {}

    /// The line that says who speaks next: `ALICE:\n`.
    public static String header(SpeakerName speaker) {
        return speaker.text() + ":\n";
    }

    /// One turn: header, text, blank line.
    public static String render(Turn turn) {
        return header(turn.speaker()) + turn.text() + END_OF_TURN;
    }

    /// A whole conversation.
    public static String render(List<Turn> turns) {
        StringBuilder text = new StringBuilder();
        turns.forEach(turn -> text.append(render(turn)));
        return text.toString();
    }

    /// The turns of `text`; headers without text are left out, text before the first header too.
    public static List<Turn> parse(String text) {
        List<Turn> turns = new ArrayList<>();
        try (TranscriptReader reader = new TranscriptReader(new StringReader(text))) {
            reader.forEachBlock(block -> block.turn().ifPresent(turns::add));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return turns;
    }
}
