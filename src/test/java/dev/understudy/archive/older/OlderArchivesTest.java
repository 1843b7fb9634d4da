package dev.understudy.archive.older;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.archive.Archive;
import dev.understudy.archive.live.Consent;
import dev.understudy.archive.live.LiveArchive;
import dev.understudy.archive.live.SaidLine;
import dev.understudy.archive.people.Member;
import dev.understudy.chat.Channel;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Person;
import dev.understudy.chat.Platform;
import dev.understudy.chat.SpeakerName;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Archives that an earlier version made are opened by this one, and nothing in them is lost.
class OlderArchivesTest {
    private static final Circle FRIENDS = new Circle("friends");
    private static final Circle FAMILY = new Circle("family");
    private static final Channel CLUB = new Channel(Platform.TELEGRAM, "1500000001", "Edge Club");

    @TempDir Path folder;

    static IntStream versions() {
        return IntStream.rangeClosed(1, OlderArchives.COUNT);
    }

    static IntStream fromTwo() {
        return IntStream.rangeClosed(2, OlderArchives.COUNT);
    }

    static IntStream fromThree() {
        return IntStream.rangeClosed(3, OlderArchives.COUNT);
    }

    static IntStream fromFour() {
        return IntStream.rangeClosed(4, OlderArchives.COUNT);
    }

    private Archive open(int version) throws IOException {
        Path file = folder.resolve("archive");
        OlderArchives.copy(version, file);
        return Archive.open(file);
    }

    private static Handle user(int number) {
        return new Handle(Platform.TELEGRAM, "user" + number);
    }

    private static List<String> words(Archive archive, Circle circle) {
        List<String> words = new ArrayList<>();
        archive.forEachMessage(circle, message -> words.add(message.text()));
        return words;
    }

    @ParameterizedTest
    @MethodSource("versions")
    void whatWasSaidIsStillThere(int version) throws IOException {
        try (Archive archive = open(version)) {
            assertThat(archive.circles()).containsExactly(FAMILY, FRIENDS);
            assertThat(words(archive, FAMILY)).containsExactly("who fed the cat?");
            assertThat(words(archive, FRIENDS))
                    .startsWith("is the kettle on?", "always ☕", "good")
                    .hasSize(version == 1 ? 4 : 3);
            Message second = archive.live(FRIENDS).latest(CLUB, 9).get(1);
            assertThat(second.replyTo()).contains("1");
            assertThat(second.editedAt()).contains(Instant.parse("2024-03-31T12:05:00Z"));
            assertThat(second.senderName()).isEqualTo("Bob 🎸");
            assertThat(archive.people(FRIENDS))
                    .extracting(Person::displayName)
                    .startsWith("Alice", "Bob 🎸");
            assertThat(archive.people(FAMILY))
                    .extracting(Person::handles)
                    .containsExactly(List.of(new Handle(Platform.WHATSAPP, "Dora")));
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void whatIsNewIsStoredBesideIt(int version) throws IOException {
        try (Archive archive = open(version)) {
            Message fresh =
                    new Message(
                            CLUB,
                            "9",
                            new Handle(Platform.TELEGRAM, "user9"),
                            "Erin",
                            Instant.parse("2026-01-01T00:00:00Z"),
                            9,
                            Message.Kind.SPEECH,
                            "am I late?",
                            Optional.empty(),
                            Optional.empty());
            archive.live(FRIENDS).store(fresh);
            assertThat(words(archive, FRIENDS)).endsWith("am I late?");
            assertThat(archive.people(FRIENDS)).extracting(Person::displayName).contains("Erin");
        }
    }

    @ParameterizedTest
    @MethodSource("fromTwo")
    void consentAndForgettingHoldOn(int version) throws IOException {
        try (Archive archive = open(version)) {
            LiveArchive live = archive.live(FRIENDS);
            assertThat(live.consents().of(user(1)))
                    .isEqualTo(
                            new Consent(
                                    Consent.State.GRANTED,
                                    Consent.How.COMMAND,
                                    Instant.parse("2024-05-01T10:00:00Z")));
            assertThat(live.consents().of(user(2)).state()).isEqualTo(Consent.State.REFUSED);
            assertThat(live.consents().forgotten())
                    .extracting(one -> one.speaker().text())
                    .containsExactly("CARMEN");
            assertThat(archive.forgottenPassages())
                    .containsExactlyInAnyOrder(123456789L, -987654321L);
        }
    }

    @ParameterizedTest
    @MethodSource("fromTwo")
    void whatClonesDidIsStillThere(int version) throws IOException {
        try (Archive archive = open(version)) {
            LiveArchive live = archive.live(FRIENDS);
            SaidLine line = live.lines().latest(CLUB, 1).getFirst();
            assertThat(line.text()).isEqualTo("the tea is ready");
            assertThat(line.origin().model()).isEqualTo("friends@0001");
            assertThat(live.lines().reactions(CLUB, "6"))
                    .extracting(reaction -> reaction.emoji())
                    .containsExactly("🔥");
            assertThat(live.settings(CLUB)).isEqualTo(Map.of("temperature", "0.7"));
            assertThat(live.moved().keySet()).extracting(Channel::id).containsExactly("77");
            assertThat(live.claim(CLUB, "3")).isFalse();
            assertThat(archive.audit().latest(9))
                    .extracting(e -> e.word())
                    .containsExactly("clone");
        }
    }

    @ParameterizedTest
    @MethodSource("fromThree")
    void peopleAreWhoTheyWere(int version) throws IOException {
        try (Archive archive = open(version)) {
            List<Member> members = archive.roster(FRIENDS).members();
            assertThat(members).extracting(Member::name).containsExactly("ALICE", "BOB");
            assertThat(members.getFirst().person().aliases()).containsExactly("Al");
            assertThat(members.getFirst().person().handles())
                    .containsExactlyInAnyOrder(user(1), new Handle(Platform.DISCORD, "112233"));
            assertThat(members.get(1).note()).isEqualTo("said so at the gig");
            assertThat(archive.live(FRIENDS).consents().standings())
                    .containsKey(new SpeakerName("BOBBY"));
            assertThat(archive.live(FRIENDS).consents().staleModels())
                    .isEqualTo(Map.of("0001", Set.of(new SpeakerName("CARMEN"))));
        }
    }

    @ParameterizedTest
    @MethodSource("fromFour")
    void jobsAndNightsAreWhatTheyWere(int version) throws IOException, SQLException {
        open(version).close();
        assertThat(
                        rows(
                                """
                                SELECT id, claim, deaths, outcome, told, version, progress,
                                    open_circle FROM job ORDER BY id"""))
                .containsExactly(
                        "friends.2 2 1 null  null step 250 of 1,000 friends",
                        "friends.2024-06-02 1 0 PROMOTED 412 new messages 0002  null");
        assertThat(rows("SELECT task_instance, picked, version FROM scheduled_tasks"))
                .containsExactly("friends.2 TRUE 3");
        assertThat(rows("SELECT circle, cron, zone, seen_by FROM night_plan"))
                .containsExactly("friends 0 4 * * * UTC bots");
        assertThat(rows("SELECT reason FROM held_back WHERE said_from < said_to"))
                .containsExactly("the loss of the night before");
    }

    /// The rows that `query` gives, each as one line.
    private List<String> rows(String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection db = DriverManager.getConnection("jdbc:h2:" + folder.resolve("archive"));
                Statement statement = db.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            int columns = found.getMetaData().getColumnCount();
            while (found.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    row.add(found.getString(column));
                }
                rows.add(String.join(" ", row));
            }
        }
        return rows;
    }
}
