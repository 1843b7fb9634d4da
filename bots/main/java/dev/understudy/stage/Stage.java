package dev.understudy.stage;

import dev.understudy.archive.live.Reaction;
import dev.understudy.chat.Channel;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Platform;
import dev.understudy.chat.SpeakerName;
import dev.understudy.clone.Speaker;
import dev.understudy.settings.UserError;
import dev.understudy.stage.command.Answer;
import dev.understudy.stage.command.Place;
import dev.understudy.stage.command.Request;
import dev.understudy.stage.door.Door;
import dev.understudy.stage.door.Ear;
import dev.understudy.stage.door.Heard;
import dev.understudy.stage.door.Refused;
import dev.understudy.stage.guard.Incoming;
import dev.understudy.stage.manner.Rest;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What every platform shares: where clones of all circles hear, decide and speak. Thread-safe.
///
/// Each place belongs to one circle or to none, and nothing crosses from one circle to another.
public final class Stage implements Ear, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Stage.class);

    private static final int SUGGESTED = 25;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final Surroundings around;
    private final Map<Circle, Venue> venues;
    private final Reception reception;
    private final Map<Platform, CompletableFuture<Door>> doors = new ConcurrentHashMap<>();
    private final Map<Seat, Attendance> attendances = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Rest open = new Rest();

    /// A channel, whatever its title.
    private record Seat(Platform platform, String id) {
        static Seat of(Channel channel) {
            return new Seat(channel.platform(), channel.id());
        }
    }

    /// @param office carries out operators' commands
    public Stage(Surroundings around, Collection<Venue> venues, Office office) {
        this.around = around;
        this.venues = new ConcurrentHashMap<>();
        venues.forEach(venue -> this.venues.put(venue.circle(), venue));
        this.reception = new Reception(this, around, office);
    }

    /// Lets clones speak through `door`; what is heard before waits for it.
    public void enter(Door door) {
        door(door.platform()).complete(door);
    }

    private CompletableFuture<Door> door(Platform platform) {
        return doors.computeIfAbsent(platform, _ -> new CompletableFuture<>());
    }

    @Override
    public void hear(Heard heard) {
        venueOf(heard)
                .ifPresent(
                        venue -> {
                            try {
                                hear(venue, heard);
                            } catch (RuntimeException bug) {
                                LOG.error(
                                        "An event in {} was lost",
                                        heard.place().channel().id(),
                                        bug);
                            }
                        });
    }

    private Optional<Venue> venueOf(Heard heard) {
        return switch (heard) {
            case Heard.Said said -> venueOf(said.place(), said.message().sender());
            case Heard.Edited _, Heard.Deleted _, Heard.Reacted _, Heard.Moved _ ->
                    venueOf(heard.place());
        };
    }

    private void hear(Venue venue, Heard heard) {
        Channel channel = heard.place().channel();
        switch (heard) {
            case Heard.Said said -> said(venue, said);
            case Heard.Edited(_, String id, String text, var at) -> {
                store(() -> venue.live().edit(channel, id, text, at));
                attendance(venue, channel).conversation().window().edit(id, Incoming.text(text));
            }
            case Heard.Deleted(_, List<String> ids) -> {
                store(() -> venue.live().delete(channel, ids));
                ids.forEach(attendance(venue, channel).conversation().window()::remove);
            }
            case Heard.Reacted(_, String id, Handle who, String emoji, boolean added) ->
                    store(
                            () ->
                                    venue.live()
                                            .lines()
                                            .reacted(channel, id, new Reaction(who, emoji), added));
            case Heard.Moved(_, Place to) -> {
                store(() -> venue.live().move(channel, to.channel()));
                Optional.ofNullable(attendances.remove(Seat.of(channel)))
                        .ifPresent(Attendance::close);
            }
        }
    }

    private void said(Venue venue, Heard.Said said) {
        Message message = said.message();
        Attendance attendance = attendance(venue, message.channel());
        if (!venue.hears(message.sender())) {
            reception.invite(said, venue);
            return;
        }
        store(() -> venue.live().store(message));
        attendance.hear(said, venue.nameOf(message.sender(), message.senderName()));
    }

    /// Does `work` until it is done: what a platform still holds must not be lost to a full disk.
    private void store(Runnable work) {
        Duration wait = FIRST_WAIT;
        while (true) {
            try {
                work.run();
                return;
            } catch (UserError refused) {
                LOG.error("{} {}", refused.problem(), refused.remedy());
                if (!open.pause(wait)) {
                    return;
                }
                wait = wait.multipliedBy(2);
                wait = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
            }
        }
    }

    /// The circle that `place` belongs to, as operators said.
    Optional<Venue> venueOf(Place place) {
        Channel channel = place.channel();
        return place.isDirect()
                ? Optional.empty()
                : around.configuration()
                        .get()
                        .circleAt(channel.platform(), List.of(channel.id(), place.group()))
                        .map(venues::get);
    }

    /// The same; a private channel belongs to the one circle that `who` wrote in, where operators
    /// allow private messages.
    Optional<Venue> venueOf(Place place, Handle who) {
        if (!place.isDirect()) {
            return venueOf(place);
        }
        if (!around.configuration().get().manners().privateMessages()) {
            return Optional.empty();
        }
        List<Venue> theirs = venues.values().stream().filter(venue -> venue.knows(who)).toList();
        return theirs.size() == 1 ? Optional.of(theirs.getFirst()) : Optional.empty();
    }

    /// The circles that `who` wrote in.
    List<Venue> venuesOf(Handle who) {
        return venues.values().stream().filter(venue -> venue.knows(who)).toList();
    }

    /// What goes on in `channel`, as it was before a restart.
    Attendance attendance(Venue venue, Channel channel) {
        return attendances.computeIfAbsent(Seat.of(channel), _ -> restored(venue, channel));
    }

    private Attendance restored(Venue venue, Channel channel) {
        Delivery delivery =
                new Delivery(venue, channel, () -> door(channel.platform()).join(), around);
        Attendance attendance = new Attendance(venue, channel, around, delivery, threads);
        new Memory(venue, channel).recall(attendance.conversation());
        return attendance;
    }

    /// Says something of the bot's own, if the platform takes it.
    void tell(Channel channel, String notice) {
        threads.execute(
                () -> {
                    try {
                        door(channel.platform()).join().tell(channel, notice);
                    } catch (Refused refused) {
                        LOG.warn("{} in {}", refused.getMessage(), channel.id());
                    }
                });
    }

    /// Forgets what `who` is called and said, in all channels of `venue`.
    void forget(Venue venue, Handle who, SpeakerName name) {
        venue.forget(who);
        attendances.values().stream()
                .filter(attendance -> attendance.isIn(venue))
                .forEach(attendance -> attendance.conversation().window().remove(name));
    }

    @Override
    public Answer ask(Request request) {
        return reception.ask(request);
    }

    @Override
    public List<String> suggest(Place place, String typed) {
        String wanted = typed.strip().toLowerCase(Locale.ROOT);
        return venueOf(place).stream()
                .flatMap(
                        venue -> venue.company().catalogue().clones().stream().filter(venue::plays))
                .map(Speaker::displayName)
                .filter(name -> name.toLowerCase(Locale.ROOT).startsWith(wanted))
                .limit(SUGGESTED)
                .toList();
    }

    @Override
    public Optional<String> lastHeard(Place place) {
        return venueOf(place).flatMap(venue -> venue.live().lastHeard(place.channel()));
    }

    @Override
    public boolean listensTo(Place place) {
        return venueOf(place).isPresent();
    }

    /// Lets what is being said be finished, and says nothing more. It still hears.
    public void fallSilent() {
        attendances.values().forEach(Attendance::close);
        attendances.values().forEach(Attendance::awaitSilence);
    }

    /// Falls silent, and waits for nothing more. Doors are closed before.
    @Override
    public void close() {
        open.end();
        fallSilent();
        threads.close();
    }
}
