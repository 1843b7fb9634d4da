package dev.understudy.stage;

import dev.understudy.archive.live.Reaction;
import dev.understudy.chat.Channel;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Platform;
import dev.understudy.chat.SpeakerName;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What every platform shares: where clones of all circles hear, decide and speak. Thread-safe.
///
/// Each place belongs to one circle or to none, and nothing crosses from one circle to another.
public final class Stage implements Ear, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Stage.class);

    /// With more, those are let go in which nothing has happened for a while.
    private static final int MANY_CHANNELS = 1000;

    private static final Duration IDLE = Duration.ofHours(1);

    private static final Duration LAST_WORDS = Duration.ofSeconds(8);

    private final Surroundings around;
    private final Map<Circle, Venue> venues;
    private final Reception reception;
    private final Map<Platform, CompletableFuture<Door>> doors = new ConcurrentHashMap<>();
    private final Map<Seat, Attendance> attendances = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Rest open = new Rest();

    /// Channels that have moved, with their former ids.
    private final Map<Spot, CopyOnWriteArrayList<String>> former = new ConcurrentHashMap<>();

    private volatile boolean silent;

    /// A channel, whatever its title.
    private record Spot(Platform platform, String id) {
        static Spot of(Channel channel) {
            return new Spot(channel.platform(), channel.id());
        }
    }

    /// A channel as one circle knows it.
    private record Seat(Circle circle, Spot spot) {}

    /// @param office carries out operators' commands
    public Stage(Surroundings around, Collection<Venue> venues, Office office) {
        this.around = around;
        this.venues = new ConcurrentHashMap<>();
        venues.forEach(venue -> this.venues.put(venue.circle(), venue));
        this.reception = new Reception(this, around, office);
        venues.forEach(venue -> venue.live().moved().forEach(this::noteMove));
    }

    private void noteMove(Channel from, Channel to) {
        former.computeIfAbsent(Spot.of(to), _ -> new CopyOnWriteArrayList<>())
                .addIfAbsent(from.id());
    }

    /// Lets clones speak through `door`; what is heard before waits for it.
    public void enter(Door door) {
        door(door.platform()).complete(door);
    }

    private CompletableFuture<Door> door(Platform platform) {
        return doors.computeIfAbsent(platform, _ -> new CompletableFuture<>());
    }

    /// The door of `platform`, once it is there. Throws [Refused] when it will never be.
    private Door opened(Platform platform) {
        CompletableFuture<Door> coming = door(platform);
        if (silent) {
            giveUp(coming);
        }
        try {
            return coming.join();
        } catch (CompletionException never) {
            throw new Refused(Refused.Reason.GONE, "There is no door to " + platform.key(), never);
        }
    }

    private static void giveUp(CompletableFuture<Door> coming) {
        coming.completeExceptionally(new IllegalStateException("the stage is closed"));
    }

    /// What a platform still holds must not be lost to a full disk, or a database that is away: it
    /// is tried again until it is stored, or the stage is closed.
    @Override
    public void hear(Heard heard) {
        answer(
                () -> {
                    try {
                        venueOf(heard).ifPresent(venue -> hear(venue, heard));
                    } catch (UserError refused) {
                        throw refused;
                    } catch (RuntimeException bug) {
                        LOG.error("An event in {} was lost", heard.place().channel().id(), bug);
                    }
                    return true;
                });
    }

    /// What the archive answers, however long it takes until it can; empty when the stage is closed
    /// before.
    private <T> Optional<T> answer(Supplier<T> question) {
        return open.insist(
                () -> {
                    try {
                        return Optional.of(question.get());
                    } catch (UserError refused) {
                        LOG.error("{} {}", refused.problem(), refused.remedy());
                        return Optional.empty();
                    }
                });
    }

    private Optional<Venue> venueOf(Heard heard) {
        Place place = heard.place();
        return switch (heard) {
            case Heard.Said said -> venueOf(place, said.message().sender());
            case Heard.Reacted reacted -> venueOf(place, reacted.who());
            case Heard.Moved moved -> venueOf(place).or(() -> venueOf(moved.to()));
            case Heard.Edited _, Heard.Deleted _ ->
                    place.isDirect() ? keeping(place.channel()) : venueOf(place);
        };
    }

    /// The circle in whose archive a private channel is.
    private Optional<Venue> keeping(Channel channel) {
        return venues.values().stream()
                .filter(venue -> venue.live().lastHeard(channel).isPresent())
                .findFirst();
    }

    private void hear(Venue venue, Heard heard) {
        Channel channel = heard.place().channel();
        switch (heard) {
            case Heard.Said said -> said(venue, said);
            case Heard.Edited edited -> edited(venue, edited);
            case Heard.Deleted(_, List<String> ids) -> {
                venue.live().delete(channel, ids);
                ids.forEach(attendance(venue, channel).conversation().window()::remove);
            }
            case Heard.Reacted reacted -> reacted(venue, reacted);
            case Heard.Moved moved -> moved(venue, channel, moved.to().channel());
        }
    }

    private void moved(Venue venue, Channel from, Channel to) {
        venue.live().move(from, to);
        noteMove(from, to);
        leave(venue, from);
        leave(venue, to);
        if (around.configuration().get().circleAt(to.platform(), List.of(to.id())).isEmpty()) {
            notice(
                    "%s %s of %s goes on as %s: give that id to its circle in understudy.yml."
                            .formatted(from.platform().key(), from.id(), venue.circle(), to.id()));
        }
    }

    /// What somebody wrote who may not be heard any more stays as it was.
    private void edited(Venue venue, Heard.Edited edited) {
        Channel channel = edited.place().channel();
        Optional<Handle> writer = venue.live().writer(channel, edited.id());
        if (writer.filter(venue::hears).isPresent()) {
            venue.live().edit(channel, edited.id(), edited.text(), edited.at());
            attendance(venue, channel)
                    .conversation()
                    .window()
                    .edit(edited.id(), Incoming.text(edited.text()));
        }
    }

    private static void reacted(Venue venue, Heard.Reacted reacted) {
        if (!reacted.added() || venue.hears(reacted.who())) {
            venue.live()
                    .lines()
                    .reacted(
                            reacted.place().channel(),
                            reacted.messageId(),
                            new Reaction(reacted.who(), reacted.emoji()),
                            reacted.added());
        }
    }

    private void said(Venue venue, Heard.Said said) {
        Message message = said.message();
        Attendance attendance = attendance(venue, message.channel());
        boolean bot = venue.isBot(message.sender());
        if (!bot) {
            attendance.heed(said);
        }
        if (!venue.hears(message.sender())) {
            if (!bot) {
                reception.invite(said, venue);
            }
            return;
        }
        venue.live().store(message);
        if (venue.uses(message.sender())) {
            attendance.hear(said, venue.nameOf(message.sender(), message.senderName()));
        }
    }

    /// Lets go of what is remembered of `channel`: the archive knows it better.
    private void leave(Venue venue, Channel channel) {
        Optional.ofNullable(attendances.remove(new Seat(venue.circle(), Spot.of(channel))))
                .ifPresent(Attendance::close);
    }

    /// The circle that `place` belongs to, as operators said.
    Optional<Venue> venueOf(Place place) {
        if (place.isDirect()) {
            return Optional.empty();
        }
        Channel channel = place.channel();
        List<String> ids = new ArrayList<>(List.of(channel.id(), place.parent(), place.group()));
        Optional.ofNullable(former.get(Spot.of(channel))).ifPresent(ids::addAll);
        return around.configuration().get().circleAt(channel.platform(), ids).map(venues::get);
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
        Seat seat = new Seat(venue.circle(), Spot.of(channel));
        if (attendances.size() >= MANY_CHANNELS && !attendances.containsKey(seat)) {
            Instant before = around.clock().instant().minus(IDLE);
            attendances.values().removeIf(attendance -> attendance.isIdleSince(before));
        }
        Attendance attendance = attendances.computeIfAbsent(seat, _ -> restored(venue, channel));
        if (silent) {
            attendance.close();
        }
        return attendance;
    }

    /// How many channels are remembered.
    int channelCount() {
        return attendances.size();
    }

    private Attendance restored(Venue venue, Channel channel) {
        Delivery delivery =
                new Delivery(
                        venue, channel, () -> opened(channel.platform()), this::notice, around);
        Attendance attendance = new Attendance(venue, channel, around, delivery, threads);
        new Memory(venue, channel).recall(attendance.conversation());
        return attendance;
    }

    /// Says something of the bot's own, if the platform takes it.
    void tell(Channel channel, String notice) {
        threads.execute(
                () -> {
                    try {
                        opened(channel.platform()).tell(channel, notice);
                    } catch (Refused refused) {
                        LOG.warn("{} in {}", refused.getMessage(), channel.id());
                    } catch (RuntimeException bug) {
                        LOG.error("A notice in {} was lost", channel.id(), bug);
                    }
                });
    }

    /// Tells operators what they should know, in the channel that they chose for that, if any.
    public void notice(String notice) {
        around.configuration()
                .get()
                .notices()
                .map(place -> new Channel(place.platform(), place.id(), ""))
                .ifPresent(channel -> tell(channel, notice));
    }

    /// The same, and in `otherwise` when they chose none.
    void notice(String notice, Channel otherwise) {
        if (around.configuration().get().notices().isPresent()) {
            notice(notice);
        } else {
            tell(otherwise, notice);
        }
    }

    /// Forgets what somebody called `name` said, in all channels of `venue`; their clone leaves.
    void forget(Venue venue, SpeakerName name) {
        attendances.values().stream()
                .filter(attendance -> attendance.isIn(venue))
                .forEach(attendance -> attendance.forget(name));
    }

    @Override
    public Answer ask(Request request) {
        return reception.ask(request);
    }

    @Override
    public List<String> suggest(Place place, String typed) {
        return venueOf(place).map(venue -> venue.suggest(typed)).orElse(List.of());
    }

    /// Takes up what people said in other processes that share the archive. Returns whether
    /// somebody may not be heard or played any more. Throws UserError when the archive is away.
    public boolean askAnew() {
        return reception.askAnew(venues.values());
    }

    @Override
    public Optional<String> lastHeard(Place place) {
        return answer(() -> venueOf(place).flatMap(it -> it.live().lastHeard(place.channel())))
                .flatMap(Function.identity());
    }

    @Override
    public List<String> keptLately(Place place) {
        return answer(() -> venueOf(place).map(it -> new Memory(it, place.channel()).latestIds()))
                .flatMap(Function.identity())
                .orElse(List.of());
    }

    @Override
    public boolean listensTo(Place place) {
        return venueOf(place).isPresent();
    }

    /// Lets what is being said be finished, a few seconds long, and says nothing more. It still
    /// hears.
    public void fallSilent() {
        silent = true;
        doors.values().forEach(Stage::giveUp);
        attendances.values().forEach(Attendance::close);
        Instant end = around.clock().instant().plus(LAST_WORDS);
        for (Attendance attendance : attendances.values()) {
            attendance.awaitSilence(Duration.between(around.clock().instant(), end));
        }
    }

    /// Falls silent, and waits for nothing more. Doors are closed before.
    @Override
    public void close() {
        open.end();
        fallSilent();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(LAST_WORDS.toSeconds(), TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
