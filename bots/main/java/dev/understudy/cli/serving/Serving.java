package dev.understudy.cli.serving;

import dev.understudy.archive.Archive;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Platform;
import dev.understudy.cli.console.OwnProgram;
import dev.understudy.cli.console.Streams;
import dev.understudy.cli.console.Workplace;
import dev.understudy.cli.jobs.Shift;
import dev.understudy.cli.nightly.NightWork;
import dev.understudy.cli.watch.Metrics;
import dev.understudy.cli.watch.MetricsPage;
import dev.understudy.clone.voice.EngineSettings;
import dev.understudy.configuration.Configuration;
import dev.understudy.configuration.LiveConfiguration;
import dev.understudy.configuration.Tokens;
import dev.understudy.configuration.access.Token;
import dev.understudy.discord.DiscordDoor;
import dev.understudy.jobs.JobBook;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import dev.understudy.stage.Stage;
import dev.understudy.stage.Surroundings;
import dev.understudy.stage.Venue;
import dev.understudy.stage.budget.BudgetSettings;
import dev.understudy.stage.budget.Budgets;
import dev.understudy.stage.door.Door;
import dev.understudy.stage.door.Finding;
import dev.understudy.stage.leak.LeakGuard;
import dev.understudy.stage.talk.Voices;
import dev.understudy.telegram.TelegramDoor;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Clones on stage, on every platform that there is a token for, from opening to closing.
final class Serving implements AutoCloseable {
    private static final Duration BETWEEN_TRIES = Duration.ofMinutes(1);

    private final LiveConfiguration configuration;
    private final Streams streams;
    private final Budgets budgets;
    private final Map<Circle, Engagement> engagements;
    private final Nights nights;
    private final Stage stage;
    private final List<Entrance> entrances = new ArrayList<>();
    private final List<Closed> closed = new ArrayList<>();
    private final Archive archive;
    private final LeakGuard leaks;

    /// Why it is not known what people said elsewhere.
    private Optional<UserError> unasked = Optional.empty();

    private List<UserError> disputes = List.of();
    private Optional<MetricsPage> page = Optional.empty();

    private final Clock clock = Clock.system(ZoneId.systemDefault());
    private Instant nextTry = Instant.EPOCH;
    private BudgetSettings granted;

    /// A platform's door, with what is said about it.
    ///
    /// @param invitation where operators let the bot into a server or group
    private record Entrance(
            Door door,
            Supplier<List<Finding>> needs,
            Supplier<Optional<UserError>> trouble,
            Supplier<Optional<?>> invitation) {}

    /// A platform that is not entered yet.
    private static final class Closed {
        private final Supplier<Entrance> opening;
        private Optional<UserError> reason = Optional.empty();

        Closed(Supplier<Entrance> opening) {
            this.opening = opening;
        }
    }

    /// Loads the circles' models; no platform is entered yet. Throws UserError when a model or the
    /// archive cannot be read.
    static Serving of(Workplace workplace, Archive archive, LiveConfiguration configuration) {
        Home home = workplace.home();
        Streams streams = workplace.streams();
        Playbill playbill =
                new Playbill(home, archive, configuration::current, ZoneId.systemDefault());
        JobBook book = new JobBook(archive.source(), InstantSource.system());
        EngineSettings engine = configuration.current().engine();
        Metrics metrics = new Metrics();
        Voices voices = new VoiceLoader(engine, metrics).voices();
        metrics.watch(voices);
        Map<Circle, Engagement> engagements = playbill.engagements(streams, voices);
        NightWork work =
                new NightWork(
                        home,
                        configuration::current,
                        streams,
                        new OwnProgram(workplace.program(), configuration.path()),
                        use -> use.apply(archive));
        Serving serving =
                new Serving(
                        playbill,
                        configuration,
                        streams,
                        engagements,
                        new Nights(
                                new Retraining(home, archive, book, configuration::current),
                                Shift.ofBots(archive, book, configuration::current, work)));
        engine.metrics().ifPresent(address -> serving.show(metrics, address));
        return serving;
    }

    private void show(Metrics metrics, InetSocketAddress address) {
        MetricsPage opened = MetricsPage.open(metrics, address);
        page = Optional.of(opened);
        streams.err().printf("Metrics are at %s.%n", opened.uri());
    }

    /// How clones go on learning.
    ///
    /// @param retraining asks for it, and tells how it ended
    /// @param shift does it, or waits for those who do
    record Nights(Retraining retraining, Shift shift) {}

    /// @param engagements who plays the circles; closed with this, as the shift is
    Serving(
            Playbill playbill,
            LiveConfiguration configuration,
            Streams streams,
            Map<Circle, Engagement> engagements,
            Nights nights) {
        this.configuration = configuration;
        this.streams = streams;
        this.engagements = engagements;
        this.nights = nights;
        granted = configuration.budgets().rates();
        budgets = new Budgets(granted, clock);
        archive = playbill.archive();
        leaks = playbill.leaks();
        List<Venue> venues = engagements.values().stream().map(playbill::venue).toList();
        Surroundings around =
                new Surroundings(
                        configuration::current,
                        new Surroundings.Guarding(leaks, budgets),
                        playbill.archive().audit(),
                        clock,
                        new Shared(RandomGenerator.of("L64X128MixRandom")));
        stage =
                new Stage(
                        around,
                        venues,
                        new ModelOffice(
                                playbill.home(),
                                playbill.archive(),
                                engagements,
                                nights.retraining()));
    }

    /// One generator for many threads.
    private record Shared(RandomGenerator one) implements RandomGenerator {
        @Override
        public long nextLong() {
            synchronized (one) {
                return one.nextLong();
            }
        }
    }

    /// Goes on stage wherever there is a token. A platform that cannot be entered is tried again by
    /// [#look], as long as another one could be. Throws UserError when none could, or when there is
    /// no token.
    void open(Map<String, String> environment) {
        Configuration said = configuration.current();
        Tokens tokens = new Tokens(environment, said.platforms());
        Accounts accounts = new Accounts(said);
        tokens.find(Platform.DISCORD)
                .ifPresent(token -> closed.add(new Closed(() -> discord(accounts, token))));
        tokens.find(Platform.TELEGRAM)
                .ifPresent(token -> closed.add(new Closed(() -> telegram(accounts, token))));
        if (closed.isEmpty()) {
            throw new UserError(
                    "No platform has a token: there is nowhere to speak.",
                    "Set %s or %s; understudy doctor tells what else is missing."
                            .formatted(
                                    Tokens.variable(Platform.DISCORD),
                                    Tokens.variable(Platform.TELEGRAM)));
        }
        enter();
        if (entrances.isEmpty()) {
            throw closed.getFirst().reason.orElseThrow();
        }
    }

    /// Tries to enter every platform that could not be entered yet.
    private void enter() {
        for (Closed one : List.copyOf(closed)) {
            try {
                enter(one.opening.get());
                closed.remove(one);
            } catch (UserError refused) {
                one.reason = Optional.of(refused);
            }
        }
        nextTry = clock.instant().plus(BETWEEN_TRIES);
    }

    private void warn(Token token) {
        if (token.exposed()) {
            streams.err().println("Others on this computer may read " + token.source() + ".");
            streams.err().println("-> chmod 600 " + token.source());
        }
    }

    private Entrance discord(Accounts accounts, Token token) {
        warn(token);
        DiscordDoor door = DiscordDoor.open(accounts.discord(token), stage);
        return new Entrance(
                door, door::examine, door::trouble, () -> Optional.of(door.inviteLink()));
    }

    private Entrance telegram(Accounts accounts, Token token) {
        warn(token);
        TelegramDoor door = TelegramDoor.open(accounts.telegram(token), stage, Clock.systemUTC());
        return new Entrance(door, door::examine, door::trouble, door::inviteLink);
    }

    private void enter(Entrance entrance) {
        entrances.add(entrance);
        stage.enter(entrance.door());
        entrance.needs().get().forEach(this::tell);
        streams.out()
                .printf(
                        "On stage on %s.%s%n",
                        entrance.door().platform().key(),
                        entrance.invitation()
                                .get()
                                .map(link -> " Invite the bot: " + link)
                                .orElse(""));
        streams.out().flush();
    }

    private void tell(Finding finding) {
        streams.err().println(finding.problem());
        streams.err().println("-> " + finding.remedy());
    }

    /// What is wrong with the platforms at the moment.
    List<UserError> troubles() {
        return Stream.of(
                        closed.stream().flatMap(one -> one.reason.stream()),
                        entrances.stream().flatMap(entrance -> entrance.trouble().get().stream()),
                        disputes.stream(),
                        unasked.stream())
                .flatMap(Function.identity())
                .toList();
    }

    /// Tells operators of a trouble, if they want to be told somewhere.
    void notice(UserError trouble) {
        stage.notice(trouble.problem() + "\n" + trouble.remedy());
    }

    /// Takes up what was changed, budgets and live versions, and tries closed doors again.
    void look() {
        engagements.values().forEach(this::follow);
        ask();
        if (!closed.isEmpty() && !clock.instant().isBefore(nextTry)) {
            enter();
        }
        BudgetSettings now = configuration.budgets().rates();
        if (!now.equals(granted)) {
            granted = now;
            budgets.change(now);
        }
    }

    /// What the archive knows anew: trainings that ended, and what people said in another process
    /// that shares it: yes, no or goodbye.
    private void ask() {
        try {
            nights.retraining().tell(stage::notice);
            disputes = nights.shift().troubles();
            if (archive.isShared() && stage.askAnew()) {
                leaks.forgotten(archive.forgottenPassages());
            }
            unasked = Optional.empty();
        } catch (UserError away) {
            unasked = Optional.of(away);
        }
    }

    private void follow(Engagement engagement) {
        try {
            if (engagement.follow()) {
                stage.notice(engagement.company().version() + " speaks from the next reply on.");
            }
        } catch (UserError unplayable) {
            tell(new Finding(unplayable.problem(), unplayable.remedy()));
            notice(unplayable);
        }
    }

    /// Leaves the platforms, lets clones finish what they say, and closes the models.
    @Override
    public void close() {
        stage.fallSilent();
        nights.shift().close();
        entrances.forEach(entrance -> entrance.door().close());
        stage.close();
        engagements.values().forEach(Engagement::close);
        page.ifPresent(MetricsPage::close);
    }
}
