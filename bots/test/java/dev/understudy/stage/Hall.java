package dev.understudy.stage;

import dev.understudy.archive.Archive;
import dev.understudy.archive.live.AuditEntry;
import dev.understudy.archive.live.Policy;
import dev.understudy.chat.Channel;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Platform;
import dev.understudy.chat.SpeakerName;
import dev.understudy.configuration.CircleSettings;
import dev.understudy.configuration.Configuration;
import dev.understudy.configuration.Manners;
import dev.understudy.configuration.Platforms;
import dev.understudy.habit.Habits;
import dev.understudy.stage.budget.BudgetSettings;
import dev.understudy.stage.budget.Budgets;
import dev.understudy.stage.budget.Rate;
import dev.understudy.stage.command.Answer;
import dev.understudy.stage.command.CommandLine;
import dev.understudy.stage.command.Place;
import dev.understudy.stage.command.Request;
import dev.understudy.stage.door.Heard;
import dev.understudy.stage.leak.LeakGuard;
import dev.understudy.stage.leak.Salt;
import dev.understudy.stage.talk.Company;
import dev.understudy.stage.talk.Troupe;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/// A stage with a real archive for one circle, and a platform of our own.
final class Hall implements AutoCloseable {
    static final Circle FRIENDS = new Circle("friends");
    static final Channel CHANNEL = new Channel(Platform.DISCORD, "7", "general");
    static final dev.understudy.configuration.Place NOTICES =
            dev.understudy.configuration.Place.of("discord:99").orElseThrow();
    static final Place PLACE = new Place(CHANNEL, "42");
    private static final AtomicLong IDS = new AtomicLong(100);

    static final Handle OPERATOR = new Handle(Platform.DISCORD, "1");

    final FakeDoor door = new FakeDoor();
    final Archive archive;
    final LeakGuard leaks = new LeakGuard(Salt.random(new SecureRandom()));
    final Company company;

    /// What the office had come to nothing.
    final List<String> discarded = new CopyOnWriteArrayList<>();

    final Venue venue;
    final Stage stage;

    /// What time it is, for the stage.
    private volatile Duration passed = Duration.ZERO;

    /// @param consent what holds for those who were not asked
    Hall(Path folder, Policy consent, UnaryOperator<String> reply) {
        this(folder, consent, reply, manners(0, false));
    }

    Hall(Path folder, Policy consent, UnaryOperator<String> reply, Manners manners) {
        this(Archive.open(folder.resolve("archive")), consent, reply, manners);
    }

    /// @param archive closed with this
    Hall(Archive archive, Policy consent, UnaryOperator<String> reply, Manners manners) {
        this.archive = archive;
        Configuration configuration = configuration(consent, manners);
        Budgets budgets =
                new Budgets(
                        new BudgetSettings(aMinute(40), aMinute(100), aMinute(1000)),
                        Clock.systemUTC());
        Surroundings around =
                new Surroundings(
                        () -> configuration,
                        new Surroundings.Guarding(leaks, budgets),
                        archive.audit(),
                        new Later(),
                        RandomGenerator.of("L64X128MixRandom"));
        company = Troupe.company(reply);
        venue =
                new Venue(
                        FRIENDS,
                        company,
                        new Venue.Records(
                                archive.live(FRIENDS),
                                () -> archive.people(FRIENDS),
                                () -> Map.of("0001", Set.of(SpeakerName.of("Alice")))),
                        Habits.learn(_ -> {}, List.of(), ZoneOffset.UTC)::of,
                        () -> configuration.circles().get(FRIENDS));
        stage = new Stage(around, List.of(venue), new Models(discarded));
        stage.enter(door);
    }

    private static Rate aMinute(int count) {
        return new Rate(count, Duration.ofMinutes(1));
    }

    /// The time, as far ahead as was asked for.
    private final class Later extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(passed);
        }
    }

    void pass(Duration time) {
        passed = passed.plus(time);
    }

    /// Of clones that answer nobody unasked.
    static Manners manners(double pace, boolean privateMessages) {
        Manners usual = Manners.DEFAULT;
        return new Manners(
                0.5,
                usual.topP(),
                0,
                pace,
                usual.links(),
                List.of("moist"),
                List.of(),
                usual.mark(),
                privateMessages,
                usual.silence());
    }

    private static Configuration configuration(Policy consent, Manners manners) {
        CircleSettings circle =
                new CircleSettings(
                        Set.of(dev.understudy.configuration.Place.of("discord:42").orElseThrow()),
                        consent,
                        Set.of(),
                        Set.of(),
                        Map.of());
        return new Configuration(
                Platforms.DEFAULT,
                Map.of(FRIENDS, circle),
                Set.of(OPERATOR),
                Optional.of(NOTICES),
                manners,
                dev.understudy.configuration.Budgets.DEFAULT,
                dev.understudy.scrub.PrivateTerms.NONE,
                dev.understudy.clone.version.Retention.DEFAULT,
                dev.understudy.clone.version.GateSettings.DEFAULT,
                dev.understudy.clone.night.NightSettings.DEFAULT,
                dev.understudy.configuration.access.ArchiveSettings.DEFAULT,
                dev.understudy.clone.voice.EngineSettings.DEFAULT);
    }

    /// @param discarded is told what was built from words and had to go
    private record Models(List<String> discarded) implements Office {
        @Override
        public String models(Circle circle) {
            return "0001 live";
        }

        @Override
        public String rollback(Circle circle, Optional<String> version) {
            return "rolled back";
        }

        @Override
        public String retrain(Circle circle, Consumer<String> later) {
            later.accept("trained");
            return "training";
        }

        @Override
        public Optional<String> training(Circle circle) {
            return Optional.of("step 1 of 2");
        }

        @Override
        public void withdraw(Circle circle) {
            discarded.add("withdrawn");
        }

        @Override
        public void forget(Circle circle) {
            discarded.add("forgotten");
        }
    }

    static Handle handle(String name) {
        return name.equals("Olga")
                ? OPERATOR
                : new Handle(Platform.DISCORD, "1" + Math.abs(name.hashCode() % 100_000));
    }

    /// A message of `who`, whose id counts up.
    Message message(String who, String text) {
        return message(handle(who), who, text);
    }

    private static Message message(Handle sender, String who, String text) {
        long id = IDS.incrementAndGet();
        return new Message(
                CHANNEL,
                Long.toString(id),
                sender,
                who,
                Instant.now(),
                id,
                Message.Kind.SPEECH,
                text,
                Optional.empty(),
                Optional.empty());
    }

    Message says(String who, String text, Heard.Address... address) {
        Message message = message(who, text);
        stage.hear(new Heard.Said(PLACE, message, Set.of(address), true));
        return message;
    }

    /// Somebody with a name that others may have speaks to the bot.
    void addresses(Handle sender, String who, String text) {
        stage.hear(
                new Heard.Said(
                        PLACE, message(sender, who, text), Set.of(Heard.Address.MENTION), true));
    }

    /// Somebody answers message `id`, which a clone said.
    void replies(String who, String text, String id) {
        Message plain = message(who, text);
        Message reply =
                new Message(
                        CHANNEL,
                        plain.id(),
                        plain.sender(),
                        who,
                        plain.sentAt(),
                        plain.sequence(),
                        plain.kind(),
                        text,
                        Optional.of(id),
                        Optional.empty());
        stage.hear(new Heard.Said(PLACE, reply, Set.of(Heard.Address.REPLY), true));
    }

    Answer asks(String who, String line) {
        return asks(PLACE, who, line);
    }

    Answer asks(Place place, String who, String line) {
        return stage.ask(new Request(place, handle(who), who, CommandLine.parse(line)));
    }

    /// Texts of all that is kept of people's messages, oldest first.
    List<String> kept() {
        return archive.live(FRIENDS).latest(CHANNEL, 100).stream().map(Message::text).toList();
    }

    List<AuditEntry> audit() {
        return archive.audit().latest(100);
    }

    @Override
    public void close() {
        stage.close();
        archive.close();
    }
}
