package dev.understudy.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.settings.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An exchange that ends between any two of its renames, as when its process is killed.
class ExchangeTest {
    private static final String KILLED = "killed";

    @TempDir Path folder;

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static Path old(Path home) throws IOException {
        write(home.resolve("archive/archive.mv.db"), "old archive");
        write(home.resolve("salt"), "old salt");
        write(home.resolve("models/friends/0001/config.json"), "old model");
        write(home.resolve("runs/friends/run.json"), "old run");
        write(home.resolve("base/gpt2/config.json"), "base");
        return home;
    }

    private static void stage(Exchange exchange) throws IOException {
        Path staged = exchange.stage();
        write(staged.resolve("archive/archive.mv.db"), "new archive");
        write(staged.resolve("understudy.yml"), "new settings");
        write(staged.resolve("models/friends/0007/config.json"), "new model");
    }

    private static void assertNew(Path home) throws IOException {
        assertThat(home.resolve("archive/archive.mv.db")).hasContent("new archive");
        assertThat(home.resolve("understudy.yml")).hasContent("new settings");
        assertThat(home.resolve("models/friends/0007/config.json")).hasContent("new model");
        assertThat(home.resolve("models/friends/0001")).doesNotExist();
        assertThat(home.resolve("salt")).doesNotExist();
        assertThat(home.resolve("runs")).doesNotExist();
        assertThat(home.resolve("base/gpt2/config.json")).hasContent("base");
        Path aside = home.resolve("replaced-1");
        assertThat(aside.resolve("archive/archive.mv.db")).hasContent("old archive");
        assertThat(aside.resolve("salt")).hasContent("old salt");
        assertThat(aside.resolve("models/friends/0001/config.json")).hasContent("old model");
        assertThat(aside.resolve("runs/friends/run.json")).hasContent("old run");
        assertThat(home.resolve(".restore")).doesNotExist();
    }

    /// Dies before rename number `moves`, counted from 0.
    private static Exchange killedAfter(Path home, int moves) {
        int[] made = {0};
        return new Exchange(
                home,
                (from, to) -> {
                    if (made[0]++ == moves) {
                        throw new IOException(KILLED);
                    }
                    Exchange.Move.ATOMIC.rename(from, to);
                });
    }

    @Test
    void whatWasDecidedIsBroughtToItsEnd() throws IOException {
        // One rename decides, four put aside, one turns, three bring in, one names what is aside.
        int renames = 10;
        for (int moves = 0; moves < renames; moves++) {
            Path home = old(folder.resolve("home" + moves));
            SortedMap<String, String> before = Households.content(home);
            Exchange killed = killedAfter(home, moves);
            stage(killed);
            assertThatThrownBy(killed::commit).as("%d renames", moves).hasMessage(KILLED);
            Exchange.finish(new Home(home));
            if (moves == 0) {
                assertThat(Households.content(home)).isEqualTo(before);
                assertThat(home.resolve(".restore")).doesNotExist();
            } else {
                assertNew(home);
            }
        }
        Path home = old(folder.resolve("home"));
        Exchange whole = killedAfter(home, renames);
        stage(whole);
        assertThat(whole.commit()).contains(home.resolve("replaced-1"));
        assertNew(home);
    }

    @Test
    void anEndThatIsKilledIsBroughtToItsEndByTheNext() throws IOException {
        Path home = old(folder.resolve("home"));
        Exchange first = killedAfter(home, 2);
        stage(first);
        assertThatThrownBy(first::commit).hasMessage(KILLED);
        for (int time = 0; time < 7; time++) {
            assertThatThrownBy(killedAfter(home, 1)::complete).hasMessage(KILLED);
        }
        Exchange.finish(new Home(home));
        assertNew(home);
    }

    @Test
    void whatAnotherProcessIsAtIsLeftToIt() throws IOException {
        Path home = old(folder.resolve("home"));
        stage(new Exchange(home));
        try (Home.Lock _ = new Home(home).lock()) {
            Exchange.finish(new Home(home));
            assertThat(home.resolve(".restore/part/understudy.yml")).exists();
        }
        Exchange.finish(new Home(home));
        assertThat(home.resolve(".restore")).doesNotExist();
        assertThat(home.resolve("salt")).hasContent("old salt");
    }

    @Test
    void anEmptyFolderLeavesNothingAside() throws IOException {
        Path home = Files.createDirectories(folder.resolve("home"));
        Exchange exchange = new Exchange(home);
        stage(exchange);
        assertThat(exchange.commit()).isEmpty();
        assertThat(home.resolve("replaced-1")).doesNotExist();
        assertThat(home.resolve("understudy.yml")).hasContent("new settings");
    }

    @Test
    void whatWasReplacedBeforeStays() throws IOException {
        Path home = old(folder.resolve("home"));
        for (int time = 1; time <= 2; time++) {
            Exchange exchange = new Exchange(home);
            stage(exchange);
            assertThat(exchange.commit()).contains(home.resolve("replaced-" + time));
        }
        assertThat(home.resolve("replaced-1/salt")).hasContent("old salt");
        assertThat(home.resolve("replaced-2/understudy.yml")).hasContent("new settings");
    }
}
