package dev.understudy.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.archive.connection.Server;
import dev.understudy.archive.live.Policy;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Platform;
import dev.understudy.chat.SpeakerName;
import dev.understudy.clone.version.GateSettings;
import dev.understudy.clone.version.Retention;
import dev.understudy.clone.voice.EngineSettings;
import dev.understudy.clone.voice.Precision;
import dev.understudy.clone.voice.RemoteSettings;
import dev.understudy.configuration.Platforms.Use;
import dev.understudy.configuration.access.ArchiveSettings;
import dev.understudy.settings.UserError;
import dev.understudy.stage.budget.Rate;
import dev.understudy.stage.guard.GuardSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationFileTest {
    private static final Path SHIPPED =
            Path.of(System.getProperty("understudy.root"), "config", "understudy.yml");

    private static final String NO_PASSWORD = "a password does not belong in this file.";

    @TempDir Path folder;

    private ConfigurationFile file(String yaml) throws IOException {
        return new ConfigurationFile(
                Files.writeString(folder.resolve("my.yml"), yaml.replace("\\n", "\n")));
    }

    /// The shipped file with every example switched on.
    private static String examples() throws IOException {
        return Files.readAllLines(SHIPPED).stream()
                .map(line -> line.replaceFirst("^( *)#(?! |$)", "$1"))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void theShippedFileHoldsTheDefaults() {
        assertThat(new ConfigurationFile(SHIPPED).read()).isEqualTo(Configuration.DEFAULT);
    }

    @Test
    void theExamplesInTheShippedFileHold() throws IOException {
        Configuration all = file(examples()).read();
        Circle friends = new Circle("friends");
        CircleSettings circle = all.circle(friends);
        assertThat(all.circles()).containsOnlyKeys(friends);
        assertThat(circle.places())
                .extracting(Place::toString)
                .containsExactlyInAnyOrder("discord:112233445566778899", "telegram:1234567890");
        assertThat(circle.casts(SpeakerName.of("alice"))).isTrue();
        assertThat(circle.casts(SpeakerName.of("carmen"))).isFalse();
        assertThat(circle.consent()).isEqualTo(Policy.OPT_IN);
        assertThat(circle.face(SpeakerName.of("Alice")))
                .contains(URI.create("https://example.org/faces/alice.png"));
        assertThat(all.isOperator(new Handle(Platform.TELEGRAM, "user99"))).isTrue();
        assertThat(all.notices()).contains(new Place(Platform.DISCORD, "112233445566778899"));
        assertThat(all.platforms().discord().tokenFile()).contains(folder.resolve("discord.token"));
        assertThat(all.platforms().discord().gateway())
                .contains(URI.create("wss://gateway.discord.gg/"));
        assertThat(all.platforms().telegram().api())
                .contains(URI.create("https://api.telegram.org"));
        Server server = all.archive().server(Map.of(ArchiveSettings.VARIABLE, "sesame")).get();
        assertThat(server.url()).isEqualTo("jdbc:postgresql://db.example.org:5432/understudy");
        assertThat(server.user()).contains("understudy");
        assertThat(server.password()).contains("sesame");
        assertThat(server).hasToString("understudy on db.example.org:5432");
        assertThat(all.engine().remote())
                .contains(
                        new RemoteSettings(
                                URI.create("http://gpu.example.org:8000/v1"),
                                Optional.of(folder.resolve("engine.token")),
                                RemoteSettings.Times.DEFAULT));
        assertThat(all.archive().passwordFile()).contains(folder.resolve("postgres.password"));
    }

    @Test
    void aPasswordInTheFileIsRefusedAndNotRepeated() throws IOException {
        String url = "archive:\n  url: jdbc:postgresql:";
        for (String yaml :
                List.of(
                        "archive:\n  password: sesame",
                        url + "//db.example.org/x?password=sesame",
                        url + "//db.example.org/x?ssl=true&sslpassword=sesame",
                        url + "//understudy:sesame@db.example.org/x",
                        "archive:\n  url: postgres://understudy:sesame@db.example.org/x")) {
            assertThatThrownBy(file(yaml)::read)
                    .isInstanceOfSatisfying(
                            UserError.class,
                            error -> {
                                assertThat(error.problem())
                                        .doesNotContain("sesame")
                                        .endsWith("my.yml:2: " + NO_PASSWORD);
                                assertThat(error.remedy()).contains(ArchiveSettings.VARIABLE);
                            });
        }
    }

    @Test
    void aPasswordComesFromTheEnvironmentOrAFile() throws IOException {
        Files.writeString(folder.resolve("pw"), "open sesame\n");
        ArchiveSettings archive =
                file("archive: {url: 'jdbc:postgresql://db/x', password-file: pw}")
                        .read()
                        .archive();
        assertThat(archive.server(Map.of()).get().password()).contains("open sesame");
        assertThat(archive.server(Map.of(ArchiveSettings.VARIABLE, "other")).get().password())
                .contains("other");
        assertThat(archive.server(Map.of()).get().toString()).doesNotContain("sesame");
        Files.delete(folder.resolve("pw"));
        assertThatThrownBy(() -> archive.server(Map.of()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("cannot be read");
    }

    /// A key that is not in the file is one that nobody will find.
    @Test
    void theShippedFileNamesEverySetting() throws IOException {
        String everything = examples();
        assertThatThrownBy(() -> file(everything + "\nx: 1\n").read())
                .isInstanceOfSatisfying(UserError.class, error -> named(error, everything));
        for (String group :
                List.of(
                        "platforms:",
                        "  discord:",
                        "  telegram:",
                        "    clones:",
                        "manners:",
                        "archive:",
                        "engine:",
                        "  remote:",
                        "budgets:")) {
            String indent = " ".repeat(group.indexOf(group.strip())) + "  ";
            String wrong =
                    everything.replaceFirst("(?m)^" + group + "$", group + "\n" + indent + "x: 1");
            assertThatThrownBy(() -> file(wrong).read())
                    .isInstanceOfSatisfying(UserError.class, error -> named(error, everything));
        }
    }

    private static void named(UserError unknown, String everything) {
        assertThat(unknown.problem()).contains("there is no setting");
        String[] keys =
                unknown.remedy().replaceFirst(".*There are: (.*)\\.$", "$1").split(", ", -1);
        assertThat(keys).hasSizeGreaterThan(1);
        assertThat(keys)
                .allSatisfy(key -> assertThat(everything).containsPattern("(?m)^ *" + key + ":"));
    }

    @Test
    void everySettingIsRead() throws IOException {
        Configuration read =
                file("""
                                platforms: {discord: {enabled: no}, telegram: {enabled: yes}}
                                circles:
                                  chess:
                                    consent: opt-out
                                  friends:
                                    telegram: -42
                                    clones: {never: [Bob]}
                                operators: telegram:7
                                manners:
                                  temperature: 0.5
                                  top-p: 1
                                  talkativeness: 0
                                  pace: 0
                                  links: yes
                                  blocked-words: [cheese, "two words"]
                                  blocked-patterns: ['che+se']
                                  mark: 🎭
                                  private-messages: yes
                                  silence: 30m
                                budgets:
                                  user-per-minute: 1
                                  channel-per-minute: 2
                                  requests-per-minute: 3
                                  scene-turns: 4
                                privacy: {words: [Quenby Street], patterns: ['QQ-\\d+']}
                                models: {keep: 3, keep-days: 7}
                                engine:
                                  precision: float32
                                  model-memory: 3000
                                  talk-memory: 500
                                  candidates: 3
                                  metrics: 0.0.0.0:9464
                                gates:
                                  loss-margin: 1%
                                  friend-loss-margin: 0.03
                                  friend-tokens: 100
                                  empty: 2%
                                  repetition: 20%
                                  copies: 30%
                                  canaries: 25%
                                  fault-margin: 4%
                                  attribution-margin: 6%
                                  over-chance: 1.2
                                  flood: 4
                                """)
                        .read();
        assertThat(read.models()).isEqualTo(new Retention(3, 7));
        assertThat(read.engine())
                .isEqualTo(
                        new EngineSettings(
                                Precision.FLOAT32,
                                OptionalLong.of(3000),
                                OptionalLong.of(500),
                                3,
                                Optional.of(InetSocketAddress.createUnresolved("0.0.0.0", 9464)),
                                Optional.empty()));
        assertThat(read.gates())
                .isEqualTo(
                        new GateSettings(
                                0.01, 0.03, 100, 0.02, 0.2, 0.3, 0.25, 0.04, 0.06, 1.2, 4));
        assertThat(read.privacy().words()).containsExactly("Quenby Street");
        assertThat(read.privacy().patterns()).containsExactly("QQ-\\d+");
        assertThat(read.platforms().discord().use()).isEqualTo(Use.OFF);
        assertThat(read.platforms().telegram().use()).isEqualTo(Use.ON);
        assertThat(read.circles().keySet())
                .containsExactly(new Circle("chess"), new Circle("friends"));
        assertThat(read.circle(new Circle("chess")).consent()).isEqualTo(Policy.OPT_OUT);
        assertThat(read.circleAt(Platform.TELEGRAM, List.of("42"))).contains(new Circle("friends"));
        assertThat(read.operators()).containsExactly(new Handle(Platform.TELEGRAM, "user7"));
        assertThat(read.manners())
                .isEqualTo(
                        new Manners(
                                0.5,
                                1,
                                0,
                                0,
                                true,
                                List.of("cheese", "two words"),
                                List.of("che+se"),
                                "🎭",
                                true,
                                Duration.ofMinutes(30)));
        assertThat(read.manners().sampling().temperature()).isEqualTo(0.5);
        assertThat(read.manners().guard())
                .isEqualTo(
                        new GuardSettings(true, List.of("cheese", "two words"), List.of("che+se")));
        assertThat(read.budgets()).isEqualTo(new Budgets(1, 2, 3, 4));
        assertThat(read.budgets().rates().channel()).isEqualTo(new Rate(2, Duration.ofMinutes(1)));
    }

    @Test
    void anEngineElsewhereIsReadWithItsTimes() throws IOException {
        String remote =
                "{url: 'https://gpu/v1', first-token: 1m, between-tokens: 5s, whole-reply: 3m}";
        assertThat(file("engine: {remote: " + remote + "}").read().engine().remote())
                .contains(
                        new RemoteSettings(
                                URI.create("https://gpu/v1"),
                                Optional.empty(),
                                new RemoteSettings.Times(
                                        RemoteSettings.Times.DEFAULT.connect(),
                                        Duration.ofMinutes(1),
                                        Duration.ofSeconds(5),
                                        Duration.ofMinutes(3))));
        assertThatThrownBy(file("engine:\n  remote:\n    api-key: sesame")::read)
                .isInstanceOf(UserError.class)
                .hasMessageEndingWith("my.yml:3: a token does not belong in this file.");
    }

    @Test
    void anEmptyFileIsTheDefaults() throws IOException {
        assertThat(file("").read()).isEqualTo(Configuration.DEFAULT);
        assertThat(file("circles:\nmanners:\n").read()).isEqualTo(Configuration.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    maners: | 1: there is no setting maners.
                    manners:\\n  temprature: 1 | 2: there is no setting manners.temprature.
                    manners:\\n  temperature: 2.1 | 2: manners.temperature is 2.1; accepted: a
                    manners: {pace: fast} | 1: manners.pace is fast; accepted: a number 0 to 5.
                    manners: {links: maybe} | 1: manners.links is maybe; accepted: true, false.
                    manners: {silence: 0s} | 1: manners.silence is 0s; accepted: a time
                    manners: {mark: ""} | 1: manners.mark is empty; accepted: one line
                    manners: {mark: "\\u202e"} | 1: manners.mark is something else; accepted:
                    manners:\\n  blocked-patterns:\\n  - a\\n  - (b | 4: manners.blocked-patterns is
                    manners: {blocked-patterns: ['.*']} | 1: manners.blocked-patterns is .*;
                    manners: {blocked-patterns: '(a)\\1'} | 1: manners.blocked-patterns is (a)\\1;
                    privacy: {patterns: ['a*']} | 1: privacy.patterns is a*; accepted: a
                    privacy: {words: [" "]} | 1: privacy.words is empty; accepted: a word
                    manners: {blocked-words: [" "]} | 1: manners.blocked-words is empty; accepted: a
                    manners:\\n  links: yes\\n  links: no | 3: links is said twice, first in line 2.
                    models: {keep: 1} | 1: models.keep is 1; accepted: a whole
                    engine: {model-memory: 0} | 1: engine.model-memory is 0; accepted: a whole
                    engine: {precision: int4} | 1: engine.precision is int4; accepted
                    engine: {metrics: 65536} | 1: engine.metrics is 65536; accepted: a port
                    engine: {metrics: "http://me:1"} | 1: engine.metrics is http://me:1; accepted
                    engine: {remote: {url: gpu:8000}} | 1: engine.remote.url is gpu:8000; accepted
                    engine: {remote: {url: "http://me@gpu/v1"}} | 1: engine.remote.url is
                    engine: {remote: {first-token: 0s}} | 1: engine.remote.first-token is 0s;
                    engine: {remote: {token-file: t}} | engine.remote has no url: where the
                    engine: {remote: {whole-reply: 1m}} | engine.remote has no url: where the
                    gates: {copies: 101%} | 1: gates.copies is 101%; accepted: 0% to 100%.
                    gates: {over-chance: -1} | 1: gates.over-chance is -1; accepted: a number
                    budgets: {scene-turns: 51} | 1: budgets.scene-turns is 51; accepted: a whole
                    budgets: {scene-turns: 1.5} | 1: budgets.scene-turns is 1.5; accepted: a whole
                    circles:\\n  Our Friends: | 2: this cannot name a circle.
                    circles: {friends: [1]} | 1: circles.friends is no group of settings.
                    circles: {a: {discord: 1},\\n b: {discord: [2, 1]}} | 2: discord:1 belongs to
                    circles: {a: {telegram: -42},\\n b: {telegram: 42}} | 2: telegram:42 belongs to
                    circles: {a: {telegram: user5}} | 1: circles.a.telegram is user5; accepted: the
                    circles: {a: {discord: "#cats"}} | 1: circles.a.discord is #cats; accepted: the
                    circles: {a: {consent: no}} | 1: circles.a.consent is no; accepted: opt-in,
                    circles: {a: {faces: {Bo: bo.png}}} | 1: circles.a.faces.Bo is bo.png; accepted:
                    circles: {a: {faces: {B: "http://x.org",\\n b: "http://x.org"}}} | 2: this
                    operators: [alice] | 1: operators is alice; accepted: a person's number
                    operators: [telegram:-42] | 1: operators is telegram:-42; accepted: a person
                    notices: general | 1: notices is general; accepted: a channel
                    platforms: {discord: {enabled: sure}} | 1: platforms.discord.enabled is sure;
                    platforms: {discord: {api: example.org}} | 1: platforms.discord.api is
                    platforms: {discord: {gateway: "http://a.org"}} | 1: platforms.discord.gateway
                    platforms: {telegram: {api: "http://me@a.org"}} | 1: platforms.telegram.api is
                    platforms: {slack: 1} | 1: there is no setting platforms.slack.
                    """)
    void whatIsWrongIsToldWithItsLine(String yaml, String said) throws IOException {
        ConfigurationFile file = file(yaml);
        assertThatThrownBy(file::read).isInstanceOf(UserError.class).hasMessageContaining(said);
    }

    @Test
    void aTokenInTheFileIsRefusedAndNotRepeated() throws IOException {
        String token = "123456789:AAFinvented-invented-invented-invented";
        for (String yaml :
                List.of(
                        "platforms:\n  telegram:\n    token: " + token,
                        "platforms:\n  telegram:\n    token-file: " + token,
                        "platforms:\n  telegram:\n    enabled: " + token,
                        "platforms:\n  telegram: " + token,
                        "platforms:\n  telegram:\n    \"" + token + "\":",
                        "platforms:\n  telegram:\n    token: [\"" + token)) {
            assertThatThrownBy(file(yaml)::read)
                    .isInstanceOf(UserError.class)
                    .hasMessageNotContaining("AAF")
                    .hasMessageContaining("my.yml:");
        }
        assertThatThrownBy(file("platforms:\n  discord:\n    token: abc")::read)
                .isInstanceOfSatisfying(
                        UserError.class,
                        error -> {
                            assertThat(error.problem())
                                    .endsWith("my.yml:3: a token does not belong in this file.");
                            assertThat(error.remedy()).contains("UNDERSTUDY_DISCORD_TOKEN");
                        });
    }

    @Test
    void theCommentedFileIsWrittenOnceAndNeverOver() throws IOException {
        ConfigurationFile file = new ConfigurationFile(folder.resolve("home/understudy.yml"));
        assertThat(file.exists()).isFalse();
        assertThatThrownBy(file::read)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("There is no file");
        assertThat(file.writeCommented()).isTrue();
        assertThat(file.path()).hasSameTextualContentAs(SHIPPED);
        Files.writeString(file.path(), "manners:\n  pace: 0\n");
        assertThat(file.writeCommented()).isFalse();
        assertThat(file.read().manners().pace()).isZero();
        assertThat(file.path().getParent()).isDirectoryContaining("glob:**/understudy.yml");
        assertThat(file.path().resolveSibling("understudy.yml.part")).doesNotExist();
    }

    @Test
    void aFolderWhereTheFileShouldBeIsTold() {
        assertThatThrownBy(new ConfigurationFile(folder)::read)
                .isInstanceOf(UserError.class)
                .hasMessageEndingWith("cannot be read.");
        assertThatThrownBy(new ConfigurationFile(SHIPPED.resolve("understudy.yml"))::writeCommented)
                .isInstanceOf(UserError.class)
                .hasMessageEndingWith("cannot be written.");
    }
}
