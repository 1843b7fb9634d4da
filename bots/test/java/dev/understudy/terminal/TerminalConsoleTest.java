package dev.understudy.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chat.SpeakerName;
import dev.understudy.stage.talk.Company;
import dev.understudy.stage.talk.Troupe;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The real line editor on a terminal whose keys and screen are streams.
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TerminalConsoleTest {
    private static final String CTRL_C = "\u0003";
    private static final String CTRL_D = "\u0004";
    private static final String CTRL_P = "\u0010"; // the line before, as the arrow does

    @TempDir Path folder;

    private Screen screen = new Screen();

    /// Keys that are pressed once something is shown.
    private record Press(String onceShown, String keys) {}

    private static Press press(String onceShown, String keys) {
        return new Press(onceShown, keys);
    }

    @Test
    void talksWithACloneAndEndsWithCtrlD() {
        play(
                Troupe.company(Troupe::parrot),
                press("> ", "/clone alice\r"),
                press("> ", "don't \\stop! \"it\r"),
                press("Alice: alice heard: don't \\stop! \"it", ""),
                press("> ", CTRL_D));
        assertThat(screen.text()).contains("The clone of Alice is on stage.");
    }

    @Test
    void completesCommandsAndNames() {
        play(
                Troupe.company(Troupe::parrot),
                press("> ", "/clone ev\t\r"),
                press("The clone of Eve Adams is on stage.", ""),
                press("> ", "/sto\t\r"),
                press("The clone of Eve Adams has left the stage.", ""),
                press("> ", CTRL_D));
    }

    @Test
    void keepsHistoryForTheNextTime() throws IOException {
        play(
                Troupe.company(Troupe::parrot),
                press("> ", "/clone bob\r"),
                press("> ", "remember me\r"),
                press("> ", CTRL_D));
        assertThat(Files.readString(history())).contains("/clone bob", "remember me");
        play(
                Troupe.company(Troupe::parrot),
                press("> ", CTRL_P + CTRL_P + "\r"),
                press("The clone of Bob is on stage.", ""),
                press("> ", CTRL_P + CTRL_P + "\r"),
                press("Bob: bob heard: remember me", ""),
                press("> ", CTRL_D));
    }

    @Test
    void ctrlCCancelsTheLineOnly() {
        play(
                Troupe.company(Troupe::parrot),
                press("> ", "/clone bob\r"),
                press("> ", "oops"),
                press("oops", CTRL_C),
                press("> ", "hi\r"),
                press("Bob: bob heard: hi", ""),
                press("> ", CTRL_D));
    }

    @Test
    void ctrlCEndsTheSceneOnly() {
        CountDownLatch cancelled = new CountDownLatch(1);
        AtomicInteger turns = new AtomicInteger();
        Company company =
                Troupe.company(
                        _ -> {
                            if (turns.incrementAndGet() == 3) {
                                screen.write('#');
                                await(cancelled);
                            }
                            return "line " + turns.get();
                        });
        play(
                company,
                cancelled,
                press("> ", "/scene alice bob 20\r"),
                press("#", CTRL_C),
                press("The scene ends here, after 3 of 20 turns.", ""),
                press("> ", "/clone alice\r"),
                press("> ", "go on\r"),
                press("Alice: line 4", ""),
                press("> ", CTRL_D));
    }

    @Test
    void indentsTheSecondLineOfAReply() {
        play(
                Troupe.company(_ -> "roses\nare red"),
                press("> ", "/clone bob\r"),
                press("> ", "go on\r"),
                press("Bob: roses", ""),
                press("> ", CTRL_D));
        assertThat(screen.text().replace("\r", "")).contains("Bob: roses\n     are red\n");
    }

    private void play(Company company, Press... presses) {
        play(company, new CountDownLatch(1), presses);
    }

    /// Runs a whole session; `interrupted` opens with the first Ctrl-C that reaches it.
    private void play(Company company, CountDownLatch interrupted, Press... presses) {
        screen = new Screen();
        try (PipedOutputStream keyboard = new PipedOutputStream();
                PipedInputStream keys = new PipedInputStream(keyboard);
                Terminal terminal =
                        new ExternalTerminal(
                                "test", "xterm", keys, screen, StandardCharsets.UTF_8);
                Console console = new TerminalConsole(terminal, history(), company.catalogue())) {
            Terminal.SignalHandler cancel = terminal.handle(Terminal.Signal.INT, _ -> {});
            terminal.handle(
                    Terminal.Signal.INT,
                    signal -> {
                        cancel.handle(signal);
                        interrupted.countDown();
                    });
            CompletableFuture<Void> typing =
                    CompletableFuture.runAsync(
                            () -> type(keyboard, List.of(presses)),
                            task -> Thread.ofVirtual().start(task));
            new ChatSession(
                            company.newConversation(() -> Troupe.TUNING),
                            SpeakerName.of("You"),
                            console)
                    .run();
            typing.join();
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private void type(PipedOutputStream keyboard, List<Press> presses) {
        try {
            for (Press press : presses) {
                screen.await(press.onceShown());
                keyboard.write(press.keys().getBytes(StandardCharsets.UTF_8));
                keyboard.flush();
            }
        } catch (IOException | InterruptedException broken) {
            throw new AssertionError(broken);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException broken) {
            throw new AssertionError(broken);
        }
    }

    private Path history() {
        return folder.resolve("terminal/history");
    }
}
