package dev.understudy.imports.plain;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Platform;
import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.TranscriptReader;
import dev.understudy.chat.Turn;
import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.CountedStream;
import dev.understudy.imports.format.Intake;
import dev.understudy.imports.format.Occurrences;
import dev.understudy.imports.format.Reason;
import dev.understudy.imports.format.SingleFileReader;
import dev.understudy.imports.format.Utf8Text;
import dev.understudy.settings.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.Optional;

/// Reads plain transcripts in UTF-8: a name and a colon on a line, the message, a blank line.
///
/// A transcript has no clock, so messages are a second apart from 1970 on, and no ids, so a message
/// is known by who says what for the how-maniest time: a longer, later copy of a file only adds.
/// The file's name without its ending is the channel. Memory: one message, and its id for each.
public final class PlainReader implements SingleFileReader {
    @Override
    public String name() {
        return "plain";
    }

    @Override
    public String title() {
        return "transcript (NAME: on a line, the message below, a blank line)";
    }

    @Override
    public boolean recognises(ExportFile file) {
        try {
            return Sample.of(file).isTranscript();
        } catch (IOException unreadable) {
            return false;
        }
    }

    @Override
    public void read(ExportFile file, Intake intake) {
        Reading reading = new Reading(file, intake);
        try (CountedStream bytes = new CountedStream(file.open());
                TranscriptReader blocks = new TranscriptReader(decoded(bytes))) {
            blocks.forEachBlock(
                    block -> {
                        reading.take(block);
                        intake.position(bytes.position());
                    });
            intake.position(bytes.position());
        } catch (CharacterCodingException foreign) {
            throw new UserError(
                    file + ":" + Sample.lineOfFault(file) + " is not UTF-8 text.",
                    "Save the file as UTF-8 and import it again: only what is missing is added.",
                    foreign);
        } catch (IOException unreadable) {
            throw new UserError(
                    file + " cannot be read: " + unreadable.getMessage(),
                    "Check the disk and the rights to the file, then run the command again.",
                    unreadable);
        }
        if (!reading.anySpeaker) {
            throw new UserError(
                    file + " holds no speaker: no line is a name and a colon.",
                    "Write each message as NAME: on a line of its own, the text below it, then a"
                            + " blank line.");
        }
    }

    private static BufferedReader decoded(CountedStream bytes) throws IOException {
        BufferedReader text = new BufferedReader(new Utf8Text(bytes));
        text.mark(1);
        if (text.read() != '\uFEFF') { // the mark that some editors put first
            text.reset();
        }
        return text;
    }

    /// What has been seen of one file.
    private static final class Reading {
        private final ExportFile file;
        private final Channel channel;
        private final Intake intake;
        private final Occurrences occurrences = new Occurrences();
        private long position;
        private boolean anySpeaker;

        Reading(ExportFile file, Intake intake) {
            this.file = file;
            this.intake = intake;
            String name = file.name().substring(file.name().lastIndexOf('/') + 1);
            int ending = name.lastIndexOf('.');
            String title = ending > 0 ? name.substring(0, ending) : name;
            channel = new Channel(Platform.PLAIN, title, title);
        }

        void take(TranscriptReader.Block block) {
            anySpeaker |= block.speaker().isPresent();
            Optional<Turn> turn = block.turn();
            if (block.speaker().isEmpty()) {
                intake.rejected(file + ":" + block.line(), "text before the first speaker");
            } else if (turn.isEmpty()) {
                intake.dropped(Reason.EMPTY);
            } else {
                intake.offer(message(turn.get().speaker(), block), file, block.line());
            }
        }

        private Message message(SpeakerName speaker, TranscriptReader.Block block) {
            Instant sentAt = Instant.ofEpochSecond(position);
            return new Message(
                    channel,
                    occurrences.next(speaker.text(), block.text()),
                    new Handle(Platform.PLAIN, speaker.text()),
                    block.speaker().orElseThrow(),
                    sentAt,
                    position++,
                    Message.Kind.SPEECH,
                    block.text(),
                    Optional.empty(),
                    Optional.empty());
        }
    }
}
