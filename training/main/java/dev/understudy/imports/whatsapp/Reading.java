package dev.understudy.imports.whatsapp;

import dev.understudy.archive.Archive;
import dev.understudy.chat.Channel;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Message.Kind;
import dev.understudy.chat.Platform;
import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.Intake;
import dev.understudy.imports.format.LocalClock;
import dev.understudy.imports.format.LocalClock.Moment;
import dev.understudy.imports.format.Occurrences;
import dev.understudy.imports.format.Reason;
import java.time.LocalDateTime;
import java.util.Optional;

/// The second of two readings of an export: lines become messages. Memory: one message, and the id
/// of each. One thread.
final class Reading {
    /// Answers to everybody's questions, in the chat or beside it.
    private static final String ASSISTANT = "Meta AI";

    private static final Words WORDS = Words.known();
    private static final int MINUTE = 60;

    /// An item under way.
    private record Item(Header header, LocalDateTime time, long line, StringBuilder more) {}

    /// What is read, and from where.
    record Export(ExportFile file, Channel channel, Survey.Findings findings) {}

    private final Export export;
    private final LocalClock clock;
    private final Intake intake;
    private final Level level = new Level();
    private final Occurrences occurrences = new Occurrences();
    private Optional<Item> item = Optional.empty();
    private boolean rejecting;

    Reading(Export export, LocalClock clock, Intake intake) {
        this.export = export;
        this.clock = clock;
        this.intake = intake;
    }

    /// Takes the next line, which is number `number`.
    void line(String line, long number) {
        Survey.Findings findings = export.findings();
        Optional<Header> head =
                Header.of(line).filter(h -> findings.orders().containsKey(h.layout()));
        if (head.isEmpty()) {
            follow(line, number);
            return;
        }
        Optional<LocalDateTime> time = findings.time(head.get());
        if (time.isEmpty()) {
            end();
            rejecting = true;
            intake.rejected(export.file() + ":" + number, "a date that is none");
        } else if (findings.steady() && item.isPresent() && level.isAbove(time.get())) {
            follow(line, number);
        } else {
            end();
            rejecting = false;
            level.rise(time.get());
            item = Optional.of(new Item(head.get(), time.get(), number, new StringBuilder()));
        }
    }

    /// A line without a head belongs to the item above.
    private void follow(String line, long number) {
        if (item.isPresent()) {
            StringBuilder more = item.get().more();
            if (more.length() <= Archive.MAX_TEXT) {
                more.append('\n').append(line);
            }
        } else if (!rejecting && !line.isBlank()) {
            rejecting = true;
            intake.rejected(export.file() + ":" + number, "text before the first message");
        }
    }

    /// Ends the item under way.
    void end() {
        item.ifPresent(this::deliver);
        item = Optional.empty();
    }

    private void deliver(Item whole) {
        Optional<Senders.Split> split = export.findings().senders().split(whole.header().rest());
        if (split.isEmpty()) {
            intake.dropped(Reason.SERVICE);
            return;
        }
        Header header = whole.header();
        Body body =
                new Body(
                        (split.get().body() + whole.more()).strip(),
                        split.get().name(),
                        header.layout().bracketed(),
                        header.marked());
        switch (body.content(WORDS, export.findings().repeated())) {
            case Body.Content.Left(Reason why) -> intake.dropped(why);
            case Body.Content.Said said ->
                    intake.offer(message(whole, split.get(), said), export.file(), whole.line());
        }
    }

    private Message message(Item whole, Senders.Split split, Body.Content.Said said) {
        Moment moment = clock.next(whole.time());
        String minute = Long.toString(Math.floorDiv(moment.written().getEpochSecond(), MINUTE));
        return new Message(
                export.channel(),
                occurrences.next(minute, split.key(), said.text()),
                new Handle(Platform.WHATSAPP, split.key()),
                split.name(),
                moment.sentAt(),
                moment.position(),
                split.name().equals(ASSISTANT) ? Kind.BOT : said.kind(),
                said.text(),
                Optional.empty(),
                Optional.empty());
    }
}
