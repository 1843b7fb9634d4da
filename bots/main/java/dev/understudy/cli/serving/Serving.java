package dev.understudy.cli.serving;

import dev.understudy.archive.Archive;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Platform;
import dev.understudy.cli.console.Streams;
import dev.understudy.configuration.Configuration;
import dev.understudy.configuration.LiveConfiguration;
import dev.understudy.configuration.Token;
import dev.understudy.configuration.Tokens;
import dev.understudy.discord.DiscordDoor;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import dev.understudy.stage.Stage;
import dev.understudy.stage.Surroundings;
import dev.understudy.stage.Venue;
import dev.understudy.stage.budget.BudgetSettings;
import dev.understudy.stage.budget.Budgets;
import dev.understudy.stage.door.Door;
import dev.understudy.stage.door.Finding;
import dev.understudy.stage.talk.Company;
import dev.understudy.telegram.TelegramDoor;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Clones on stage, on every platform that there is a token for, from opening to closing.
final class Serving implements AutoCloseable {
    private final LiveConfiguration configuration;
    private final Streams streams;
    private final Budgets budgets;
    private final Map<Circle, Company> companies;
    private final Stage stage;
    private final List<Entrance> entrances = new ArrayList<>();
    private BudgetSettings granted;

    /// A platform's door, with what is said about it.
    ///
    /// @param invitation where operators let the bot into a server or group
    private record Entrance(
            Door door, Supplier<Optional<UserError>> trouble, Supplier<Optional<?>> invitation) {}

    /// Loads the circles' models; no platform is entered yet. Throws UserError when a model or the
    /// archive cannot be read.
    Serving(Home home, Archive archive, LiveConfiguration configuration, Streams streams) {
        this.configuration = configuration;
        this.streams = streams;
        Clock clock = Clock.system(ZoneId.systemDefault());
        granted = configuration.budgets().rates();
        budgets = new Budgets(granted, clock);
        Playbill playbill = new Playbill(home, archive, configuration::current, clock.getZone());
        companies = playbill.companies(streams);
        List<Venue> venues =
                companies.entrySet().stream()
                        .map(one -> playbill.venue(one.getKey(), one.getValue()))
                        .toList();
        Surroundings around =
                new Surroundings(
                        configuration::current,
                        new Surroundings.Guarding(playbill.leaks(), budgets),
                        archive.audit(),
                        clock,
                        new Shared(RandomGenerator.of("L64X128MixRandom")));
        stage = new Stage(around, venues, new ModelOffice(home, companies));
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

    /// Goes on stage wherever there is a token. Throws UserError when there is none, or when a
    /// platform does not know it.
    void open(Map<String, String> environment) {
        Configuration said = configuration.current();
        Tokens tokens = new Tokens(environment, said.platforms());
        Accounts accounts = new Accounts(said);
        tokens.find(Platform.DISCORD).map(token -> discord(accounts, token)).ifPresent(this::enter);
        tokens.find(Platform.TELEGRAM)
                .map(token -> telegram(accounts, token))
                .ifPresent(this::enter);
        if (entrances.isEmpty()) {
            throw new UserError(
                    "No platform has a token: there is nowhere to speak.",
                    "Set %s or %s; understudy doctor tells what else is missing."
                            .formatted(
                                    Tokens.variable(Platform.DISCORD),
                                    Tokens.variable(Platform.TELEGRAM)));
        }
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
        door.examine().forEach(this::tell);
        return new Entrance(door, door::trouble, () -> Optional.of(door.inviteLink()));
    }

    private Entrance telegram(Accounts accounts, Token token) {
        warn(token);
        TelegramDoor door = TelegramDoor.open(accounts.telegram(token), stage, Clock.systemUTC());
        door.examine().forEach(this::tell);
        return new Entrance(door, door::trouble, door::inviteLink);
    }

    private void enter(Entrance entrance) {
        entrances.add(entrance);
        stage.enter(entrance.door());
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
        return entrances.stream().flatMap(entrance -> entrance.trouble().get().stream()).toList();
    }

    /// Takes up budgets that were changed.
    void look() {
        BudgetSettings now = configuration.budgets().rates();
        if (!now.equals(granted)) {
            granted = now;
            budgets.change(now);
        }
    }

    /// Leaves the platforms, lets clones finish what they say, and closes the models.
    @Override
    public void close() {
        stage.fallSilent();
        entrances.forEach(entrance -> entrance.door().close());
        stage.close();
        companies.values().forEach(Company::close);
    }
}
