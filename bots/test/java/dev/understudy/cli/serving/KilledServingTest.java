package dev.understudy.cli.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.archive.Archive;
import dev.understudy.chat.Channel;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Platform;
import dev.understudy.cli.OwnProcess;
import dev.understudy.discord.FakeDiscord;
import dev.understudy.settings.Home;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bots that are really killed while people write on both platforms, and start again.
class KilledServingTest {
    private static final Circle FRIENDS = new Circle("friends");
    private static final List<String> ROOMS =
            List.of(FakeDiscord.GENERAL, FakeDiscord.RANDOM, "210", "211");
    private static final long OTHER_GROUP = -1009876543210L;
    private static final int KILLS = 2;

    @TempDir private Path folder;
    private Premises premises;
    private final Map<Place, List<String>> written = new HashMap<>();
    private int number;

    @BeforeEach
    void open() throws IOException, InterruptedException {
        premises =
                new Premises(
                        folder.resolve("home"),
                        "friends: {discord: [%s], telegram: [%d, %d], consent: opt-out}"
                                .formatted(FakeDiscord.GUILD, Premises.GROUP, OTHER_GROUP));
        premises.discord().open("210");
        premises.discord().open("211");
    }

    @AfterEach
    void close() {
        premises.close();
    }

    @Test
    void nothingIsLostAndNothingIsAnsweredTwice() throws IOException, InterruptedException {
        for (int life = 0; life < KILLS; life++) {
            try (OwnProcess bots = premises.recite(folder.resolve("err" + life))) {
                if (life == 0) {
                    callClones();
                }
                write(60 + life * 40);
                bots.kill();
            }
            write(10);
        }
        try (OwnProcess bots = premises.recite(folder.resolve("err"))) {
            for (Place place : Place.all()) {
                awaitAnswer(place);
            }
            assertThat(bots.stop().exitCode()).as(bots.said()).isEqualTo(128 + 15);
        }
        Place.all().forEach(this::requireEverythingOnce);
    }

    /// A channel of either platform, with one clone on stage.
    private record Place(Channel channel, long group) {
        static Stream<Place> discord() {
            return ROOMS.stream().map(id -> new Place(new Channel(Platform.DISCORD, id, ""), 0));
        }

        static List<Place> all() {
            Channel one = new Channel(Platform.TELEGRAM, Premises.GROUP_KEY, "");
            Channel other = new Channel(Platform.TELEGRAM, "9876543210", "");
            return Stream.concat(
                            discord(),
                            Stream.of(
                                    new Place(one, Premises.GROUP), new Place(other, OTHER_GROUP)))
                    .toList();
        }
    }

    private void callClones() throws InterruptedException {
        for (String room : ROOMS) {
            premises.discord().interactions().slash(room, "mia", "clone", Map.of("name", "Alice"));
        }
        premises.tells(Premises.GROUP, 11, "/clone alice");
        premises.tells(OTHER_GROUP, 11, "/clone alice");
        for (Place place : Place.all()) {
            Premises.await(() -> said(place).stream().anyMatch(text -> text.contains("on stage")));
            awaitAnswer(place);
        }
    }

    /// People write so many messages, about fifty a second, of which every other is for the bot.
    private void write(int count) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        List<Place> places = Place.all();
        for (int i = 0; i < count; i++) {
            number++;
            Place place = places.get(number * 7 % places.size());
            write(place, "m" + number, number % 2 == 0);
            assertThat(never.await(20, TimeUnit.MILLISECONDS)).isFalse();
        }
    }

    private void write(Place place, String text, boolean toBot) {
        written.computeIfAbsent(place, _ -> new ArrayList<>()).add(text);
        String who = number % 3 == 0 ? "mia" : "ben";
        if (place.group() != 0) {
            premises.tells(place.group(), 11 + number % 3, toBot ? text + " @stage_bot" : text);
        } else if (toBot) {
            premises.addresses(place.channel().id(), who, text);
        } else {
            premises.discord().messages().write(place.channel().id(), who, text);
        }
    }

    private void awaitAnswer(Place place) throws InterruptedException {
        number++;
        String text = "m" + number;
        write(place, text, true);
        Premises.await(() -> said(place).stream().anyMatch(line -> heard(line).equals(text)));
    }

    private List<String> said(Place place) {
        return place.group() == 0
                ? premises.written(place.channel().id(), true)
                : premises.sent(place.group());
    }

    /// Of `Alice: heard: @understudy m7`, the last part.
    private static String heard(String line) {
        int at = line.lastIndexOf("heard: ");
        return at < 0
                ? ""
                : line.substring(at + 7)
                        .replaceAll("[@\u200B\u2060]|understudy|stage_bot", "")
                        .strip();
    }

    private void requireEverythingOnce(Place place) {
        List<String> kept = new ArrayList<>();
        try (Archive archive = Archive.open(new Home(premises.home()).archive())) {
            for (Message message : archive.live(FRIENDS).latest(place.channel(), 10_000)) {
                kept.add(heard("heard: " + message.text()));
            }
        }
        List<String> answered =
                said(place).stream()
                        .filter(
                                line ->
                                        line.contains("heard: ")
                                                && line.indexOf("heard: ")
                                                        == line.lastIndexOf("heard: "))
                        .map(KilledServingTest::heard)
                        .toList();
        assertThat(kept).as("kept of %s", place).containsExactlyElementsOf(written.get(place));
        assertThat(answered).as("answered in %s", place).doesNotHaveDuplicates().isNotEmpty();
    }
}
