package dev.understudy.imports.irc;

import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.Intake;
import dev.understudy.imports.format.SingleFileReader;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.time.ZoneId;

/// Reads logs of IRC channels as irssi, WeeChat, ZNC, mIRC and HexChat keep them, and others with
/// `[23:58] <ann> hi`. The file's name without day and ending is the channel.
///
/// There are no ids: a message is known by its time, nick and text, for the how-maniest time. A
/// nick is one person in all channels, on whatever network. Memory: the nicks, and an id for each
/// message.
///
/// Source: irssi `fe-common/core/fe-log.c`, WeeChat's logger plugin, and logs from 2005 on.
public final class IrcReader implements SingleFileReader {
    private static final int LINES_TO_LOOK_AT = 200;

    private final ZoneId zone;

    /// A reader for logs that were kept in one place.
    ///
    /// @param zone whose time the lines tell that name none
    public IrcReader(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public String name() {
        return "irc";
    }

    @Override
    public String title() {
        return "IRC log (irssi, WeeChat, ZNC, mIRC, HexChat, [HH:MM] <nick> text)";
    }

    @Override
    public boolean recognises(ExportFile file) {
        long ours = 0;
        long foreign = 0;
        boolean speech = false;
        try (LogLines lines = new LogLines(file.openStart())) {
            while (lines.number() < LINES_TO_LOOK_AT && lines.advance()) {
                String line = lines.line();
                if (line.indexOf('\u0000') >= 0) {
                    return false;
                }
                switch (LineParser.parse(line)) {
                    case LogLine.Said _ -> {
                        ours++;
                        speech = true;
                    }
                    case LogLine.Day _ -> {
                        ours++;
                        speech = true;
                    }
                    case LogLine.Perhaps _, LogLine.Renamed _, LogLine.Notice _ -> ours++;
                    case LogLine.Foreign _ -> foreign++;
                    case LogLine.Blank _ -> {}
                }
            }
        } catch (IOException unreadable) {
            return false;
        }
        return speech && ours > 4 * foreign;
    }

    @Override
    public void read(ExportFile file, Intake intake) {
        LogReading reading = new LogReading(file, zone, intake);
        boolean any = false;
        try (LogLines lines = new LogLines(file.open())) {
            while (lines.advance()) {
                LogLine line = LineParser.parse(lines.line());
                any |= !(line instanceof LogLine.Foreign || line instanceof LogLine.Blank);
                reading.take(line, lines.number());
                intake.position(lines.position());
            }
            intake.position(lines.position());
        } catch (IOException unreadable) {
            throw new UserError(
                    file + " cannot be read: " + unreadable.getMessage() + ".",
                    "Check the disk and the rights to the file, then run the command again.",
                    unreadable);
        }
        if (!any) {
            throw new UserError(
                    file + " is no log of a channel: no line has a time and a nick.",
                    "Lines look like: 23:58 <ann> hi; or [23:58] <ann> hi; or as WeeChat writes"
                            + " them.");
        }
    }
}
