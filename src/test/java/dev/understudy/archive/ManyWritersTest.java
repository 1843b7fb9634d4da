package dev.understudy.archive;

import static dev.understudy.archive.Said.CLUB;
import static dev.understudy.archive.Said.FRIENDS;
import static dev.understudy.archive.Said.all;
import static dev.understudy.archive.Said.by;
import static dev.understudy.archive.Said.chatter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.understudy.archive.live.LiveArchive;
import dev.understudy.chat.Message;
import dev.understudy.settings.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many threads store at once; some are interrupted, some fail, and the process is killed.
class ManyWritersTest {
    private static final int THREADS = 16;

    @TempDir Path folder;

    @AfterEach
    void freeTheDisk() {
        FullDisk.FREE.set(Long.MAX_VALUE);
    }

    private Path file() {
        return folder.resolve("archive");
    }

    /// The test's archive, which may have been open before.
    Archive opened() {
        return Archive.open(file());
    }

    /// What `work` gives for each number from 0 on, all at once.
    private static <T> List<T> onThreads(IntFunction<Callable<T>> work) throws Exception {
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = new ArrayList<>();
            for (int number = 0; number < THREADS; number++) {
                running.add(threads.submit(work.apply(number)));
            }
            for (Future<T> one : running) {
                results.add(one.get());
            }
        }
        return results;
    }

    @Test
    void everyMessageIsThereOnceWhoeverStoresIt() throws Exception {
        List<Message> messages = chatter(1600);
        try (Archive archive = opened()) {
            LiveArchive live = archive.live(FRIENDS);
            onThreads(
                    thread ->
                            () -> {
                                for (int i = 0; i < 200; i++) { // half of them with a neighbour
                                    live.store(messages.get((thread * 100 + i) % 1600));
                                }
                                return thread;
                            });
            assertThat(all(archive, FRIENDS)).isEqualTo(messages);
            assertThat(archive.people(FRIENDS)).hasSize(5);
        }
    }

    @Test
    void oneOfManyClaimsAMessage() throws Exception {
        try (Archive archive = opened()) {
            LiveArchive live = archive.live(FRIENDS);
            for (int id = 1; id <= 20; id++) {
                String message = String.valueOf(id);
                assertThat(onThreads(_ -> () -> live.claim(CLUB, message))).containsOnlyOnce(true);
            }
        }
    }

    @Test
    void whatFailsFailsAlone() throws Exception {
        try (Archive archive = opened()) {
            LiveArchive live = archive.live(FRIENDS);
            Message fits = by(1, "Ann", 1, "hello");
            Message tooLong = answering(fits, "9".repeat(Archive.MAX_ID + 1));
            List<Boolean> stored =
                    onThreads(
                            thread ->
                                    () -> {
                                        Message fine = by(2, "Bob", 10 + thread, "fine");
                                        try {
                                            live.store(thread % 4 == 0 ? tooLong : fine);
                                            return true;
                                        } catch (RuntimeException tooMuch) {
                                            return false;
                                        }
                                    });
            assertThat(stored).filteredOn(ok -> ok).hasSize(12);
            assertThat(archive.messageCount(FRIENDS)).isEqualTo(12);
            live.store(fits);
            assertThat(archive.people(FRIENDS)).hasSize(2);
        }
    }

    private static Message answering(Message message, String id) {
        return new Message(
                message.channel(),
                message.id(),
                message.sender(),
                message.senderName(),
                message.sentAt(),
                message.sequence(),
                message.kind(),
                message.text(),
                Optional.of(id),
                message.editedAt());
    }

    @Test
    void anInterruptedCallerHarmsNobody() throws Exception {
        try (Archive archive = opened()) {
            LiveArchive live = archive.live(FRIENDS);
            List<Message> messages = chatter(400);
            live.store(messages);
        }
        try (Archive archive = opened()) {
            LiveArchive live = archive.live(FRIENDS);
            onThreads(
                    thread ->
                            () -> {
                                Thread.currentThread().interrupt();
                                live.store(by(7, "Gus", 1000 + thread, "in a hurry"));
                                assertThat(live.latest(CLUB, 500)).hasSizeGreaterThan(400);
                                assertThat(all(archive, FRIENDS)).hasSizeGreaterThan(400);
                                assertThat(Thread.interrupted()).isTrue();
                                return thread;
                            });
            live.store(by(7, "Gus", 2000, "calm"));
            assertThat(archive.messageCount(FRIENDS)).isEqualTo(400 + THREADS + 1);
        }
        try (Archive archive = opened()) {
            assertThat(archive.messageCount(FRIENDS)).isEqualTo(400 + THREADS + 1);
        }
    }

    @Test
    void afterTheDiskWasFullStoringGoesOn() {
        FullDisk.register();
        try (Archive archive = Archive.open(file(), "full:")) {
            LiveArchive live = archive.live(FRIENDS);
            live.store(chatter(100));
            FullDisk.FREE.set(0);
            UserError full =
                    catchThrowableOfType(
                            UserError.class,
                            () -> {
                                for (int id = 101; id < 2000; id++) {
                                    live.store(by(1, "Ann", id, "x".repeat(5000)));
                                }
                            });
            assertThat(full.problem()).contains("is full");
            FullDisk.FREE.set(Long.MAX_VALUE);
            live.store(by(1, "Ann", 3000, "there is space again"));
            assertThat(live.lastHeard(CLUB)).contains("3000");
        }
    }

    @Test
    void aClosedArchiveSaysSo() {
        Archive archive = opened();
        LiveArchive live = archive.live(FRIENDS);
        archive.close();
        archive.close();
        assertThatThrownBy(() -> live.store(chatter(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void afterAKillEverythingThatWasConfirmedIsThere() throws Exception {
        int confirmed = killedAfter(500);
        try (Archive archive = Archive.open(file())) {
            List<Message> kept = all(archive, FRIENDS);
            assertThat(kept).hasSizeGreaterThanOrEqualTo(confirmed).doesNotHaveDuplicates();
            LiveArchive live = archive.live(FRIENDS);
            chatter(4000).forEach(message -> claimIfStored(live, kept, message));
            live.store(chatter(4000));
            assertThat(all(archive, FRIENDS)).isEqualTo(chatter(4000));
        }
    }

    /// Each message was claimed after it was stored and before it was confirmed.
    private static void claimIfStored(LiveArchive live, List<Message> kept, Message message) {
        if (!kept.contains(message)) {
            assertThat(live.claim(CLUB, message.id())).isTrue();
        }
    }

    private int killedAfter(int count) throws Exception {
        Process victim =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Victim.class.getName(),
                                file().toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        int confirmed = 0;
        try (BufferedReader said = victim.inputReader(StandardCharsets.UTF_8)) {
            while (confirmed < count) {
                String line = said.readLine();
                assertThat(line).as("the victim lives").isNotNull();
                confirmed += line.startsWith("stored ") ? 1 : 0;
            }
        } finally {
            victim.destroyForcibly().waitFor();
        }
        return confirmed;
    }

    /// The process that is killed: it says of each message when it is stored.
    static final class Victim {
        public static void main(String[] arguments) throws Exception {
            List<Message> messages = chatter(4000);
            try (Archive archive = Archive.open(Path.of(arguments[0]))) {
                LiveArchive live = archive.live(FRIENDS);
                onThreads(
                        thread ->
                                () -> {
                                    for (int i = thread; i < messages.size(); i += THREADS) {
                                        live.store(messages.get(i));
                                        live.claim(CLUB, messages.get(i).id());
                                        System.out.println("stored " + messages.get(i).id());
                                    }
                                    return thread;
                                });
                waitForDeath();
            }
        }

        private static void waitForDeath() throws IOException {
            while (System.in.read() >= 0) {}
        }
    }
}
