package dev.understudy.imports.irc;

import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Message.Kind;
import dev.understudy.chat.Platform;
import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.Intake;
import dev.understudy.imports.format.LocalClock.Moment;
import dev.understudy.imports.format.Occurrences;
import dev.understudy.imports.format.Reason;
import dev.understudy.settings.UserError;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes messages of the lines of one log. Memory: the nicks, and the id of each message. One
/// thread.
final class LogReading {
    /// `<ann> hi`, as a bridge says it.
    private static final Pattern RELAYED =
            Pattern.compile("[<\\[](?<nick>[^<>\\[\\]]{1,64})[>\\]]:? (?<text>.*)");

    /// Invisible characters with which bridges keep people from being called.
    private static final Pattern INVISIBLE = Pattern.compile("[\u200B\u200C\u200D\u2060\uFEFF]");

    private final ExportFile file;
    private final Intake intake;
    private final LogName name;
    private final LogTime time;
    private final Nicks nicks = new Nicks();
    private final Occurrences occurrences = new Occurrences();

    LogReading(ExportFile file, ZoneId zone, Intake intake) {
        this.file = file;
        this.intake = intake;
        name = LogName.of(file.path());
        time = new LogTime(zone, name.day());
    }

    /// Takes the next line. Throws UserError when nothing tells the day.
    void take(LogLine line, long number) {
        switch (line) {
            case LogLine.Said said -> say(said, number);
            case LogLine.Perhaps perhaps -> perhaps(perhaps, number);
            case LogLine.Renamed(String from, String to) -> {
                nicks.rename(from, to);
                intake.dropped(Reason.SERVICE);
            }
            case LogLine.Day(LocalDate date) -> time.day(date);
            case LogLine.Notice() -> intake.dropped(Reason.SERVICE);
            case LogLine.Foreign() -> intake.rejected(file + ":" + number, "no line of a log");
            case LogLine.Blank() -> {}
        }
    }

    private void perhaps(LogLine.Perhaps line, long number) {
        Optional<LogLine.Stamp> stamp = line.stamp().or(() -> time.lastStamp());
        if (stamp.isPresent() && nicks.hasSpoken(line.nick())) {
            say(new LogLine.Said(stamp.get(), line.nick(), true, line.text()), number);
        } else {
            intake.dropped(Reason.SERVICE);
        }
    }

    private void say(LogLine.Said said, long number) {
        Moment moment =
                time.next(said.stamp())
                        .orElseThrow(
                                () ->
                                        new UserError(
                                                file + ":" + number + " does not tell the day.",
                                                "Put the first day into the file's name, as in"
                                                        + " club.2026-01-31.log, and import it."));
        Matcher relayed = RELAYED.matcher(said.text());
        boolean bridge = Nicks.isBridge(said.nick()) && !said.action();
        if (bridge && relayed.matches()) {
            String nick = INVISIBLE.matcher(relayed.group("nick")).replaceAll("").strip();
            deliver(
                    moment,
                    new LogLine.Said(said.stamp(), nick, false, relayed.group("text")),
                    Kind.SPEECH,
                    number);
        } else {
            boolean bot = bridge || Nicks.isBot(said.nick());
            deliver(moment, said, bot ? Kind.BOT : Kind.SPEECH, number);
        }
    }

    private void deliver(Moment moment, LogLine.Said said, Kind kind, long number) {
        String text = said.action() ? "*" + said.text().strip() + "*" : said.text().stripTrailing();
        if (text.isBlank() || said.nick().isBlank()) {
            intake.dropped(Reason.EMPTY);
            return;
        }
        Nicks.Person person = nicks.speaks(said.nick());
        intake.offer(
                new Message(
                        name.channel(),
                        occurrences.next(moment.written().toString(), said.nick(), text),
                        new Handle(Platform.IRC, person.key()),
                        person.name(),
                        moment.sentAt(),
                        moment.position(),
                        kind,
                        text,
                        Optional.empty(),
                        Optional.empty()),
                file,
                number);
    }
}
