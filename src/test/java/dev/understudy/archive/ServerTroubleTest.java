package dev.understudy.archive;

import static dev.understudy.archive.Said.FRIENDS;
import static dev.understudy.archive.Said.all;
import static dev.understudy.archive.Said.by;
import static dev.understudy.archive.Said.chatter;
import static dev.understudy.archive.Said.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.understudy.archive.connection.Server;
import dev.understudy.archive.live.LiveArchive;
import dev.understudy.archive.server.PostgresServer;
import dev.understudy.chat.Message;
import dev.understudy.settings.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What goes wrong with a server of one's own: it is killed and started again here.
class ServerTroubleTest {
    private static PostgresServer postgres;

    @BeforeAll
    static void start() {
        postgres = PostgresServer.start();
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    private static UserError refusal(Server server) {
        return catchThrowableOfType(UserError.class, () -> Archive.open(server).close());
    }

    @Test
    void aWrongPasswordIsSaidAndNotRepeated() {
        Server right = postgres.database();
        Server wrong = new Server(right.url(), Optional.of("ann"), Optional.of("sesame"));
        UserError error = refusal(wrong);
        assertThat(error.problem()).contains("does not let user ann in");
        assertThat(error.remedy()).contains("UNDERSTUDY_DATABASE_PASSWORD");
        assertThat(error.getMessage() + wrong).doesNotContain("sesame");
    }

    @Test
    void aDatabaseThatIsNotThereIsToBeMade() {
        Server right = postgres.database();
        Server none = new Server(right.url() + "x", right.user(), Optional.empty());
        assertThat(refusal(none).remedy()).contains("createdb");
    }

    @Test
    void aServerThatDoesNotAnswerIsNamed() {
        Server none =
                new Server("jdbc:postgresql://127.0.0.1:1/x", Optional.of("ann"), Optional.empty());
        assertThat(refusal(none).problem())
                .isEqualTo("The database x on 127.0.0.1:1 does not answer.");
    }

    @Test
    void tablesOfANewerVersionAreLeftAlone() {
        Server server = postgres.archive();
        postgres.execute(
                server,
                "INSERT INTO flyway_schema_history (installed_rank, version, description, type,"
                        + " script, installed_by, execution_time, success)"
                        + " VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 'x', 1, TRUE)");
        assertThat(refusal(server).problem()).contains("newer version of Understudy");
    }

    @Test
    void whoMayNotMakeTablesIsToldSo() {
        Server server = postgres.database();
        postgres.execute(server, "CREATE ROLE bob LOGIN");
        Server bob = new Server(server.url(), Optional.of("bob"), Optional.empty());
        assertThat(refusal(bob).problem()).contains("does not let its user make or change tables");
    }

    /// The pool waits longer and longer between its tries to reach a server, up to ten seconds.
    private static void untilItAnswers(Archive archive) {
        Optional<UserError> refused = Optional.of(new UserError("not asked yet", ""));
        for (int tries = 0; tries < 20 && refused.isPresent(); tries++) {
            refused =
                    Optional.ofNullable(
                            catchThrowableOfType(UserError.class, () -> archive.circles()));
        }
        assertThat(refused).isEmpty();
    }

    /// Messages are confirmed while the server dies under them, again and again.
    @Test
    void whatWasConfirmedIsThereOnceAfterTheServerWasKilled() throws Exception {
        Server server = postgres.archive();
        List<Message> messages = chatter(600);
        try (Archive archive = Archive.open(server)) {
            LiveArchive live = archive.live(FRIENDS);
            List<Message> confirmed = new ArrayList<>();
            CountDownLatch some = new CountDownLatch(100);
            Thread storing =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        for (Message message : messages) {
                                            try {
                                                live.store(message);
                                                confirmed.add(message);
                                            } catch (UserError gone) {
                                                return;
                                            } finally {
                                                some.countDown();
                                            }
                                        }
                                    });
            some.await();
            postgres.kill();
            storing.join();
            UserError meanwhile =
                    catchThrowableOfType(
                            UserError.class, () -> live.store(by(9, "Zoe", 9999, "secret")));
            assertThat(meanwhile.problem()).endsWith("does not answer.").doesNotContain("secret");
            assertThat(catchThrowableOfType(UserError.class, () -> archive.people(FRIENDS)))
                    .isNotNull();
            postgres.restart();
            untilItAnswers(archive);
            assertThat(confirmed).hasSizeBetween(99, 599);
            assertThat(all(archive, FRIENDS)).containsAll(confirmed).doesNotHaveDuplicates();
            store(archive, FRIENDS, messages);
            assertThat(all(archive, FRIENDS)).isEqualTo(messages);
        }
    }

    @Test
    void aServerThatWasStartedAgainIsFoundWithoutAsking() {
        Server server = postgres.archive();
        try (Archive archive = Archive.open(server)) {
            archive.live(FRIENDS).store(by(1, "Ann", 1, "before"));
            postgres.kill();
            assertThat(
                            catchThrowableOfType(
                                    UserError.class,
                                    () -> archive.live(FRIENDS).store(by(1, "Ann", 2, "lost"))))
                    .isNotNull();
            postgres.restart();
            untilItAnswers(archive);
            archive.live(FRIENDS).store(by(1, "Ann", 3, "after"));
            assertThat(all(archive, FRIENDS))
                    .extracting(Message::text)
                    .containsExactly("before", "after");
        }
    }
}
