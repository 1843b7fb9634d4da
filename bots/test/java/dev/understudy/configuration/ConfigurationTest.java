package dev.understudy.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.archive.live.Policy;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Platform;
import dev.understudy.chat.SpeakerName;
import dev.understudy.configuration.access.Token;
import dev.understudy.settings.UserError;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {
    private static final Circle FRIENDS = new Circle("friends");
    private static final Circle CHESS = new Circle("chess");

    private static CircleSettings at(String... places) {
        return new CircleSettings(
                Set.copyOf(List.of(places).stream().map(ConfigurationTest::place).toList()),
                Policy.OPT_IN,
                Set.of(),
                Set.of(),
                Map.of());
    }

    private static Place place(String text) {
        return Place.of(text).orElseThrow();
    }

    private static Configuration with(Map<Circle, CircleSettings> circles) {
        Configuration standard = Configuration.DEFAULT;
        return new Configuration(
                standard.platforms(),
                circles,
                Set.of(new Handle(Platform.TELEGRAM, "user99")),
                standard.notices(),
                standard.manners(),
                standard.budgets(),
                standard.privacy(),
                standard.models(),
                standard.gates(),
                standard.nightly(),
                standard.archive(),
                standard.engine());
    }

    @Test
    void withoutAFileNoPlaceBelongsToACircle() {
        assertThat(Configuration.DEFAULT.circleAt(Platform.DISCORD, List.of("1", "2"))).isEmpty();
        assertThat(Configuration.DEFAULT.operators()).isEmpty();
        assertThat(Configuration.DEFAULT.manners().marked("Alice")).isEqualTo("Alice (clone)");
    }

    @Test
    void theClosestPlaceSaysWhichCircle() {
        Configuration both =
                with(Map.of(FRIENDS, at("discord:1000"), CHESS, at("discord:22", "telegram:-42")));
        assertThat(both.circleAt(Platform.DISCORD, List.of("22", "1000"))).contains(CHESS);
        assertThat(both.circleAt(Platform.DISCORD, List.of("333", "22", "1000"))).contains(CHESS);
        assertThat(both.circleAt(Platform.DISCORD, List.of("23", "1000"))).contains(FRIENDS);
        assertThat(both.circleAt(Platform.TELEGRAM, List.of("1000"))).isEmpty();
        assertThat(both.circleAt(Platform.TELEGRAM, List.of("42"))).contains(CHESS);
        assertThat(both.circleAt(Platform.TELEGRAM, List.of("-42"))).contains(CHESS);
        assertThat(both.circleAt(Platform.PLAIN, List.of("42"))).isEmpty();
    }

    @Test
    void aPlaceBelongsToOneCircle() {
        assertThatThrownBy(
                        () ->
                                with(
                                        Map.of(
                                                FRIENDS,
                                                at("telegram:-1001234567890"),
                                                CHESS,
                                                at("telegram:1234567890"))))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("telegram:1234567890 belongs to two circles");
    }

    @Test
    void operatorsAreKnownByTheirHandles() {
        Configuration one = with(Map.of());
        assertThat(one.isOperator(new Handle(Platform.TELEGRAM, "user99"))).isTrue();
        assertThat(one.isOperator(new Handle(Platform.DISCORD, "user99"))).isFalse();
        assertThat(one.isOperator(new Handle(Platform.TELEGRAM, "user9"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "telegram:-1001234567890, telegram:1234567890",
        "telegram:-1000000000005, telegram:5",
        "telegram:-1012345678901, telegram:12345678901",
        "telegram:-42, telegram:42",
        "telegram:user99, telegram:user99",
        "discord:112233445566778899, discord:112233445566778899"
    })
    void placesHaveTheIdsOfTheArchive(String written, String meant) {
        assertThat(place(written)).hasToString(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "42",
                "discord",
                "discord:",
                "discord:-42",
                "discord:general",
                "plain:42",
                "Discord:42",
                "telegram:@friends",
                "telegram:--42",
                "telegram:user"
            })
    void whatCannotBeAPlaceIsNone(String text) {
        assertThat(Place.of(text)).isEmpty();
    }

    @Test
    void theOperatorChoosesWhoMayBeCloned() {
        SpeakerName alice = SpeakerName.of("Alice");
        SpeakerName bob = SpeakerName.of("bob");
        SpeakerName carmen = SpeakerName.of("Carmen");
        URI face = URI.create("https://example.org/alice.png");
        CircleSettings some =
                new CircleSettings(
                        Set.of(),
                        Policy.OPT_IN,
                        Set.of(alice, bob),
                        Set.of(bob),
                        Map.of(alice, face));
        assertThat(some.casts(alice)).isTrue();
        assertThat(some.casts(bob)).isFalse();
        assertThat(some.casts(carmen)).isFalse();
        assertThat(CircleSettings.DEFAULT.casts(carmen)).isTrue();
        assertThat(some.face(alice)).contains(face);
        assertThat(some.face(bob)).isEmpty();
    }

    @Test
    void numbersOutOfTheirRangeAreRefusedByName() {
        assertThatThrownBy(() -> new Budgets(0, 1, 1, 2))
                .hasMessage("budgets.user-per-minute is 0.0; accepted: a number, 1 to 10000.");
        assertThatThrownBy(() -> new Budgets(1, 1, 1, 51)).hasMessageContaining("scene-turns");
        assertThat(new Budgets(1, 1, 1, 2).sceneTurns()).isEqualTo(2);
    }

    @Test
    void aCloneIsAlwaysMarked() {
        assertThat(Manners.isMark("(clone)")).isTrue();
        assertThat(Manners.isMark("🎭")).isTrue();
        assertThat(Manners.isMark("\uD83E\uDDD1\u200d\uD83C\uDFA4")).isTrue();
        assertThat(Manners.isMark(" ")).isFalse();
        assertThat(Manners.isMark("\u200d")).isFalse();
        assertThat(Manners.isMark("\u202eclone")).isFalse();
        assertThat(Manners.isMark("\u200b")).isFalse();
        assertThat(Manners.isMark("a\nb")).isFalse();
        assertThat(Manners.isMark("x".repeat(21))).isFalse();
    }

    @Test
    void aTokenDoesNotShowItself() {
        String secret = "123456789:AAF-invented-invented-invented-inv";
        Token token = new Token(secret, "UNDERSTUDY_TELEGRAM_TOKEN", false);
        assertThat(token.toString())
                .isEqualTo("the token in UNDERSTUDY_TELEGRAM_TOKEN")
                .doesNotContain("AAF");
        assertThat(Optional.of(token)).asString().doesNotContain("AAF");
        assertThatThrownBy(() -> new Token(secret + " x", "bot.token", false))
                .isInstanceOf(UserError.class)
                .hasMessage("bot.token holds no token: one is a single line without spaces.");
        assertThat(Token.isLike(secret)).isTrue();
        assertThat(Token.isLike("MTEyMjMzNDQ1NTY2Nzc4ODk5.GinVnt." + "x".repeat(38))).isTrue();
        assertThat(Token.isLike("discord:112233445566778899")).isFalse();
        assertThat(Token.isLike("https://cdn.example.org/faces/alice.png")).isFalse();
    }
}
