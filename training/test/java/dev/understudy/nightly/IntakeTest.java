package dev.understudy.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.archive.people.Willing;
import dev.understudy.chat.Channel;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Message.Kind;
import dev.understudy.chat.Person;
import dev.understudy.chat.Platform;
import dev.understudy.chat.SpeakerName;
import dev.understudy.nightly.Intake.Flood;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private static final Instant SINCE = Instant.parse("2026-05-10T03:00:00Z");
    private static final String[] OFFERS = {"watches", "tickets", "coins", "loans", "phones"};

    private static final String[] WORDS = {
        "river", "stone", "candle", "window", "garden", "thunder", "pepper", "ladder"
    };

    private final List<Message> messages = new ArrayList<>();

    private void say(String who, Instant at, Kind kind, String text) {
        messages.add(
                new Message(
                        new Channel(Platform.TELEGRAM, "1", ""),
                        "" + messages.size(),
                        new Handle(Platform.TELEGRAM, who),
                        who,
                        at,
                        messages.size(),
                        kind,
                        text,
                        Optional.empty(),
                        Optional.empty()));
    }

    private void say(String who, Duration after, String text) {
        say(who, SINCE.plus(after), Kind.SPEECH, text);
    }

    private Intake intake(Optional<Instant> since) {
        List<Person> people = List.of(person("alice", "ALICE"), person("bob", "BOB"));
        return Intake.of(messages::forEach, new Willing(people, Map.of()), since, ZoneOffset.UTC);
    }

    private static Person person(String id, String name) {
        return new Person(new SpeakerName(name), name, List.of(new Handle(Platform.TELEGRAM, id)));
    }

    @Test
    void countsWhatFriendsSaidSince() {
        say("alice", Duration.ofHours(-1), "are we still on for friday");
        say("alice", Duration.ZERO, "or is it saturday");
        say("bob", Duration.ofHours(1), "friday it is");
        say("bob", SINCE.plusSeconds(7200), Kind.MEDIA, "look at this");
        say("stranger", Duration.ofHours(2), "hello there everybody");
        Intake intake = intake(Optional.of(SINCE));
        assertThat(intake.fresh()).isEqualTo(1);
        assertThat(intake.older()).isEqualTo(2);
        assertThat(intake.until()).contains(SINCE.plusSeconds(7200));
    }

    @Test
    void allIsNewToAModelThatLearntNothing() {
        say("alice", Duration.ofHours(-1), "are we still on for friday");
        Intake intake = intake(Optional.empty());
        assertThat(intake.fresh()).isEqualTo(1);
        assertThat(intake.flood()).isEqualTo(Flood.NONE);
    }

    @Test
    void whatHasNoTimeIsNeverNew() {
        messages.add(
                new Message(
                        new Channel(Platform.PLAIN, "1", ""),
                        "1",
                        new Handle(Platform.TELEGRAM, "alice"),
                        "alice",
                        SINCE.plusSeconds(60),
                        0,
                        Kind.SPEECH,
                        "are we still on for friday",
                        Optional.empty(),
                        Optional.empty()));
        assertThat(intake(Optional.of(SINCE))).isEqualTo(intake(Optional.empty()));
        assertThat(intake(Optional.empty()))
                .isEqualTo(new Intake(1, 1, 0, Optional.empty(), Flood.NONE));
    }

    @Test
    void findsWhoSaysTheLikeAgainAndAgainAndHowOftenThatIsUsual() {
        for (int day = 1; day <= 20; day++) {
            for (int i = 0; i < day % 4 + 2; i++) {
                say("bob", Duration.ofDays(-day).plusMinutes(i), "good morning everybody " + i);
            }
        }
        for (int i = 0; i < 300; i++) {
            String goods = OFFERS[i % OFFERS.length];
            say(
                    "alice",
                    Duration.ofMinutes(i),
                    "huge discount on " + goods + " today only, write to me now");
            say("bob", Duration.ofMinutes(i), sentence(WORDS, i));
        }
        Flood flood = intake(Optional.of(SINCE)).flood();
        assertThat(flood.whom()).contains(new SpeakerName("ALICE"));
        assertThat(flood.sent()).isBetween(290, 300); // counted by hashes
        assertThat(flood.usual()).isEqualTo(5);
        assertThat(flood.limit(3)).isEqualTo(30);
        assertThat(new Flood(flood.whom(), 300, 50).limit(3)).isEqualTo(150);
    }

    @Test
    void shortWordsAndDifferentOnesAreNoFlood() {
        for (int i = 0; i < 200; i++) {
            say("alice", Duration.ofMinutes(2L * i), "lol");
            say("alice", Duration.ofMinutes(2L * i + 1), sentence(WORDS, i));
        }
        assertThat(intake(Optional.of(SINCE)).flood().sent()).isLessThan(20);
    }

    /// Eight of the words in the order that the number spells.
    private static String sentence(String[] words, int number) {
        StringBuilder sentence = new StringBuilder();
        for (int left = number * 40_503 + 7, i = 0; i < 5; i++, left /= 8) {
            sentence.append(words[Math.floorMod(left, 8)]).append(Integer.toString(left, 36));
        }
        return sentence.toString();
    }
}
