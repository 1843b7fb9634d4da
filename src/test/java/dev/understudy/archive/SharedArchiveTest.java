package dev.understudy.archive;

import static dev.understudy.archive.Said.CLUB;
import static dev.understudy.archive.Said.FRIENDS;
import static dev.understudy.archive.Said.NOON;
import static dev.understudy.archive.Said.all;
import static dev.understudy.archive.Said.by;
import static dev.understudy.archive.Said.chatter;
import static dev.understudy.archive.Said.store;
import static dev.understudy.archive.Said.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.archive.connection.Server;
import dev.understudy.archive.live.Consent;
import dev.understudy.archive.people.Change;
import dev.understudy.archive.server.PostgresServer;
import dev.understudy.chat.Channel;
import dev.understudy.chat.Message;
import dev.understudy.chat.Person;
import dev.understudy.chat.Platform;
import dev.understudy.chat.SpeakerName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two processes with one archive on a server: each has its own writer, pool and memory.
class SharedArchiveTest {
    private Server server;
    private Archive one;
    private Archive other;

    @BeforeEach
    void open() {
        server = PostgresServer.shared().archive();
        one = Archive.open(server);
        other = Archive.open(server);
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    @Test
    void bothMayBeginWithAnEmptyDatabaseAtOnce() throws Exception {
        Server empty = PostgresServer.shared().database();
        atOnce(
                List.of(
                        () -> Archive.open(empty).close(),
                        () -> Archive.open(empty).close(),
                        () -> Archive.open(empty).close()));
        try (Archive archive = Archive.open(empty)) {
            assertThat(archive.circles()).isEmpty();
            assertThat(archive.isShared()).isTrue();
        }
    }

    @Test
    void theSameExportImportedTwiceAtOnceIsThereOnce() throws Exception {
        List<Message> messages = chatter(4500);
        List<Storing> storings = new ArrayList<>();
        List<Runnable> imports = new ArrayList<>();
        for (Archive archive : List.of(one, other)) {
            Storing storing = archive.store(FRIENDS);
            storings.add(storing);
            imports.add(
                    () -> {
                        messages.forEach(storing::add);
                        storing.close();
                    });
        }
        atOnce(imports);
        assertThat(all(one, FRIENDS)).isEqualTo(messages);
        assertThat(one.people(FRIENDS)).hasSize(5);
        assertThat(storings.stream().mapToLong(Storing::stored).sum()).isEqualTo(4500);
        assertThat(storings.stream().mapToLong(Storing::known).sum()).isEqualTo(4500);
    }

    @Test
    void liveMessagesAndAnImportMeetInTheMiddle() throws Exception {
        List<Message> messages = chatter(600);
        atOnce(
                List.of(
                        () -> store(one, FRIENDS, messages),
                        () -> messages.reversed().forEach(other.live(FRIENDS)::store),
                        () -> messages.subList(0, 200).forEach(one.live(FRIENDS)::store)));
        assertThat(all(other, FRIENDS)).isEqualTo(messages);
        assertThat(other.people(FRIENDS)).hasSize(5);
    }

    @Test
    void newPeopleOfOneNameGetTwoNamesWhoeverStoresThem() {
        store(one, FRIENDS, List.of(by(1, "Alice", 1, "a")));
        store(other, FRIENDS, List.of(by(2, "Alice", 2, "b")));
        store(one, FRIENDS, List.of(by(3, "Alice", 3, "c"), by(2, "Alice", 4, "d")));
        assertThat(other.people(FRIENDS))
                .extracting(person -> person.speaker().text())
                .containsExactly("ALICE", "ALICE 2", "ALICE 3");
    }

    @Test
    void anOlderNameFromElsewhereDoesNotReplaceANewerOne() {
        store(one, FRIENDS, List.of(by(1, "Ann", 1, "a")));
        store(other, FRIENDS, List.of(by(1, "Annie", 9, "b")));
        store(one, FRIENDS, List.of(by(1, "Anna", 5, "c")));
        assertThat(one.people(FRIENDS)).extracting(Person::displayName).containsExactly("Annie");
    }

    @Test
    void whoRefusesInOneProcessIsNotKeptByTheOther() {
        one.live(FRIENDS).store(by(1, "Ann", 1, "before"));
        other.live(FRIENDS)
                .consents()
                .set(user(1), "Ann", new Consent(Consent.State.REFUSED, Consent.How.COMMAND, NOON));
        one.live(FRIENDS).store(by(1, "Ann", 2, "after"));
        assertThat(all(one, FRIENDS)).extracting(Message::text).containsExactly("before");
        assertThat(one.live(FRIENDS).consents().of(user(1)).state())
                .isEqualTo(Consent.State.REFUSED);
    }

    @Test
    void whoIsForgottenInOneProcessIsNotKeptByTheOther() {
        one.live(FRIENDS).store(List.of(by(1, "Ann", 1, "mine"), by(2, "Bob", 2, "his")));
        other.live(FRIENDS).consents().forget(user(1), NOON.plusSeconds(60), _ -> {});
        store(one, FRIENDS, List.of(by(1, "Ann", 1, "mine"), by(1, "Ann", 90, "later")));
        assertThat(all(one, FRIENDS)).extracting(Message::text).containsExactly("his");
        assertThat(one.people(FRIENDS)).extracting(Person::displayName).containsExactly("Bob");
    }

    @Test
    void namesAndChannelsThatTheOtherProcessChangedAreTaken() {
        Channel moved = new Channel(Platform.TELEGRAM, "1900000000", "Edge Club");
        one.live(FRIENDS).store(by(1, "Ann", 1, "before"));
        other.live(FRIENDS).move(CLUB, moved);
        other.roster(FRIENDS)
                .apply(List.of(new Change.Rename(user(1), new SpeakerName("ANNA"), "Anna")));
        one.live(FRIENDS).store(List.of(by(1, "Ann", 2, "after"), by(2, "Ann", 3, "another")));
        assertThat(all(one, FRIENDS))
                .extracting(message -> message.channel().id())
                .containsOnly("1900000000");
        assertThat(one.people(FRIENDS))
                .extracting(person -> person.speaker().text())
                .containsExactly("ANNA", "ANN 2");
    }

    @Test
    void aMessageIsClaimedByOneOfManyInBothProcesses() throws Exception {
        one.live(FRIENDS).store(by(1, "Ann", 1, "hello"));
        List<String> winners = java.util.Collections.synchronizedList(new ArrayList<>());
        List<Runnable> claims = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            Archive archive = thread % 2 == 0 ? one : other;
            claims.add(
                    () -> {
                        for (int id = 1; id <= 20; id++) {
                            if (archive.live(FRIENDS).claim(CLUB, String.valueOf(id))) {
                                winners.add(String.valueOf(id));
                            }
                        }
                    });
        }
        atOnce(claims);
        assertThat(winners).hasSize(20).doesNotHaveDuplicates();
    }

    private static void atOnce(List<Runnable> tasks) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            tasks.forEach(task -> running.add(threads.submit(task)));
            for (Future<?> one : running) {
                one.get();
            }
        }
    }
}
