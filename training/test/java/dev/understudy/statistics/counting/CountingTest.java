package dev.understudy.statistics.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.chat.Message;
import dev.understudy.chat.Platform;
import dev.understudy.settings.UserError;
import dev.understudy.statistics.BusyConversation;
import dev.understudy.statistics.InventedChat;
import dev.understudy.statistics.Period;
import dev.understudy.statistics.PersonCount;
import dev.understudy.statistics.Statistics;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class CountingTest {
    private static InventedChat twoFriends() {
        return new InventedChat().person("alice", "Alice").person("bob", "Bob");
    }

    private static long sum(Collection<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    /// Something said.
    record Said(int who, int minutesLater, int kind, int words, boolean elsewhere, int reply) {}

    @Provide
    Arbitrary<List<Said>> chats() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.frequencyOf(
                                Tuple.of(5, Arbitraries.integers().between(0, 5)),
                                Tuple.of(1, Arbitraries.integers().between(0, 90_000))),
                        Arbitraries.integers().between(0, 7),
                        Arbitraries.integers().between(0, 80),
                        Arbitraries.of(false, false, false, true),
                        Arbitraries.integers().between(-5, 8))
                .as(Said::new)
                .list()
                .ofMaxSize(60);
    }

    private static InventedChat chat(List<Said> chat) {
        InventedChat invented = new InventedChat();
        for (int i = 0; i < 5; i++) {
            invented.person("p" + i, "Friend");
        }
        int minute = 0;
        int channel = 0;
        for (Said said : chat) {
            minute += said.minutesLater();
            if (said.elsewhere()) {
                Platform[] platforms = {Platform.TELEGRAM, Platform.PLAIN, Platform.DISCORD};
                channel++;
                invented.in(platforms[channel % platforms.length], "c" + channel);
            }
            Message.Kind[] kinds = Message.Kind.values();
            String text = "w ".repeat(said.words());
            if (said.reply() >= 0) {
                invented.reply("p" + said.who(), minute, said.reply(), text);
            } else {
                invented.send("p" + said.who(), minute, kinds[said.kind() % kinds.length], text);
            }
        }
        return invented;
    }

    @Property(tries = 300)
    void partsSumToTheWhole(@ForAll("chats") List<Said> chat) {
        Statistics counted = chat(chat).counted();
        Statistics.Totals totals = counted.totals();
        List<PersonCount> people = counted.people();
        long withClock = totals.messages() - totals.withoutClock();

        assertThat(totals.messages() + totals.bots() + totals.unknown()).isEqualTo(chat.size());
        assertThat(people.stream().mapToLong(one -> one.said().messages()).sum())
                .isEqualTo(totals.messages());
        assertThat(people.stream().mapToInt(one -> one.said().messagesPerMille()).sum())
                .isEqualTo(totals.messages() == 0 ? 0 : 1000);
        assertThat(people.stream().mapToLong(one -> one.said().words()).sum())
                .isEqualTo(totals.words());
        assertThat(people.stream().mapToInt(one -> one.said().wordsPerMille()).sum())
                .isEqualTo(totals.words() == 0 ? 0 : 1000);
        assertThat(sum(totals.platforms().values())).isEqualTo(totals.messages());
        assertThat(counted.week().stream().mapToLong(CountingTest::sum).sum()).isEqualTo(withClock);
        assertThat(counted.months().values().stream().mapToLong(CountingTest::sum).sum())
                .isEqualTo(withClock);
        assertThat(people.stream().mapToLong(one -> one.turns().messages()).sum())
                .isEqualTo(withClock);
        for (int i = 0; i < people.size(); i++) {
            PersonCount one = people.get(i);
            assertThat(sum(one.lengths().buckets()) + one.said().forwards())
                    .isEqualTo(one.said().messages());
            assertThat(counted.answers().get(i)).doesNotContainKey(i);
        }
        assertThat(people.stream().map(PersonCount::name)).doesNotHaveDuplicates();
        assertThat(counted.busiest()).hasSizeLessThanOrEqualTo(10);
        for (BusyConversation busy : counted.busiest()) {
            assertThat(busy.by().stream().mapToLong(BusyConversation.Part::messages).sum())
                    .isEqualTo(busy.messages());
        }
        if (totals.conversations() <= 10) {
            assertThat(counted.busiest().stream().mapToLong(BusyConversation::messages).sum())
                    .isEqualTo(withClock);
        }
    }

    @Property(tries = 300)
    void sharesAreWithinAThousandthOfTheTruth(
            @ForAll List<@LongRange(max = 1_000_000_000) Long> counts) {
        List<Integer> shares = Shares.perMille(counts);
        double all = sum(counts);
        assertThat(shares.stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(all == 0 ? 0 : 1000);
        for (int i = 0; i < counts.size() && all > 0; i++) {
            assertThat((double) shares.get(i))
                    .isBetween(1000 * counts.get(i) / all - 1, 1000 * counts.get(i) / all + 1);
        }
    }

    @Test
    void aTurnAnswersTheOneBeforeAndAReplyTheOneItNames() {
        Statistics counted =
                twoFriends()
                        .person("carl", "Carl")
                        .say("alice", 0, "a") // 0
                        .say("bob", 1, "b") // 1, answers Alice
                        .say("bob", 1.5, "b") // goes on
                        .reply("carl", 2, 0, "c") // answers Alice, not Bob
                        .reply("carl", 2.5, 1, "c") // answers Bob
                        .reply("carl", 3, 3, "c") // himself: nobody
                        .say("alice", 64, "a") // after an hour: nobody
                        .counted();
        assertThat(counted.people())
                .extracting(PersonCount::name)
                .containsExactly("Carl", "Alice", "Bob");
        assertThat(counted.answers())
                .containsExactly(
                        new TreeMap<>(Map.of(1, 1L, 2, 1L)),
                        new TreeMap<>(),
                        new TreeMap<>(Map.of(1, 1L)));
        assertThat(counted.totals().conversations()).isEqualTo(2);
        assertThat(counted.people().get(1).turns().started()).isEqualTo(2);
    }

    @Test
    void aPauseOfMoreThanTwoMinutesEndsABurst() {
        PersonCount.Turns turns =
                twoFriends()
                        .say("alice", 0, "a")
                        .say("alice", 2, "a")
                        .say("alice", 4, "a")
                        .say("alice", 6.1, "a")
                        .counted()
                        .people()
                        .getFirst()
                        .turns();
        assertThat(turns).isEqualTo(new PersonCount.Turns(2, 1, 4, 3, 1));
        assertThat(turns.mean()).isEqualTo(2);
    }

    @Test
    void keepsTheTenBusiestConversations() {
        InventedChat chat = twoFriends();
        for (int i = 0; i < 30; i++) {
            for (int j = 0; j <= (i * 7) % 30; j++) {
                chat.say(j % 3 == 0 ? "bob" : "alice", 1000 * i + j, "x");
            }
        }
        List<BusyConversation> busiest = chat.counted().busiest();
        assertThat(busiest)
                .extracting(BusyConversation::messages)
                .containsExactly(30L, 29L, 28L, 27L, 26L, 25L, 24L, 23L, 22L, 21L);
        assertThat(busiest.getFirst().length()).hasMinutes(29);
        assertThat(busiest.getFirst().by())
                .containsExactly(
                        new BusyConversation.Part("Alice", 20),
                        new BusyConversation.Part("Bob", 10));
    }

    @Test
    void daysAndHoursAreThoseOfTheZone() {
        InventedChat chat =
                twoFriends().say("alice", 23, "at 20:23 in London").say("bob", 240, "x");
        Statistics auckland = chat.counted(Period.ever(ZoneId.of("Pacific/Auckland")));
        assertThat(auckland.week().get(5).get(9)).isEqualTo(1);
        assertThat(auckland.week().get(5).get(13)).isEqualTo(1);
        LocalDate saturday = LocalDate.of(2026, 2, 28);
        Statistics since =
                chat.counted(new Period(Optional.of(saturday), Optional.empty(), ZoneOffset.UTC));
        assertThat(since.people()).extracting(PersonCount::name).containsExactly("Bob");
        Statistics until =
                chat.counted(
                        new Period(
                                Optional.empty(),
                                Optional.of(saturday.minusDays(1)),
                                ZoneOffset.UTC));
        assertThat(until.people()).extracting(PersonCount::name).containsExactly("Alice");
        assertThat(until.months()).containsOnlyKeys(YearMonth.of(2026, 2));
        assertThatThrownBy(
                        () ->
                                new Period(
                                        Optional.of(saturday),
                                        Optional.of(saturday.minusDays(1)),
                                        ZoneOffset.UTC))
                .isInstanceOf(UserError.class);
    }

    @Test
    void whatHasNoClockIsLeftOutOfAPeriod() {
        InventedChat chat =
                twoFriends().say("alice", 0, "x").in(Platform.PLAIN, "file").say("bob", 0, "x");
        Period february =
                new Period(Optional.of(LocalDate.of(2026, 2, 1)), Optional.empty(), ZoneOffset.UTC);
        assertThat(chat.counted().totals().messages()).isEqualTo(2);
        assertThat(chat.counted(february).totals().messages()).isEqualTo(1);
    }

    @Test
    void namesAreToldApartAndObeyedByNobody() {
        Statistics counted =
                new InventedChat()
                        .person("alice", "Alice")
                        .person("alice two", "alice")
                        .person("hidden", "\u200B \u3164")
                        .person("red", "\u001B[31mRed\nRidinghood\u202E")
                        .person("long", "l".repeat(100))
                        .person("longer", "l".repeat(90))
                        .say("alice", 0, "x")
                        .say("alice two", 1, "x")
                        .say("hidden", 2, "x")
                        .say("red", 3, "x")
                        .say("long", 4, "x")
                        .say("longer", 5, "x")
                        .counted();
        List<String> names = new ArrayList<>();
        counted.people().forEach(person -> names.add(person.name()));
        assertThat(names)
                .containsExactlyInAnyOrder(
                        "Alice (ALICE)",
                        "alice (ALICE TWO)",
                        "HIDDEN",
                        "[31mRed Ridinghood",
                        "l".repeat(39) + "… (LONG)",
                        "l".repeat(39) + "… (LONGER)");
    }
}
