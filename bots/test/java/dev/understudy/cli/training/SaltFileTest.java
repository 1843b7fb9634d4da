package dev.understudy.cli.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.archive.Archive;
import dev.understudy.archive.Storing;
import dev.understudy.archive.live.LiveArchive;
import dev.understudy.chat.Channel;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Platform;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import dev.understudy.stage.leak.LeakGuard;
import dev.understudy.stage.leak.Traces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SaltFileTest {
    private static final Circle FRIENDS = new Circle("friends");
    private static final Handle ALICE = new Handle(Platform.TELEGRAM, "user1");

    @TempDir private Path folder;

    @Test
    void processesThatShareAStoreShareTheSalt() throws IOException {
        Home before = new Home(Files.createDirectory(folder.resolve("bots")));
        byte[] first = SaltFile.in(before).bytes();
        Path store = folder.resolve("store");
        Home bots = new Home(before.folder(), store);
        Home worker = new Home(folder.resolve("worker"), store);
        assertThat(SaltFile.in(bots).bytes()).isEqualTo(first);
        assertThat(SaltFile.in(worker).bytes()).isEqualTo(first);
        assertThat(folder.resolve("worker/salt")).doesNotExist();
    }

    @Test
    void anotherSaltIsNotMadeWhereSomebodyIsForgotten() throws IOException {
        Home home = new Home(Files.createDirectory(folder.resolve("bots")));
        try (Archive archive = Archive.open(home.archive())) {
            SaltFile.in(home, archive);
            forgetAlice(home, archive);
            assertThat(archive.forgottenPassages()).isNotEmpty();
            SaltFile.in(home, archive);
            Files.delete(SaltFile.file(home));
            assertThatThrownBy(() -> SaltFile.in(home, archive))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("salt is missing");
        }
        assertThat(SaltFile.file(home)).doesNotExist();
    }

    private static void forgetAlice(Home home, Archive archive) {
        try (Storing storing = archive.store(FRIENDS)) {
            storing.add(
                    new Message(
                            new Channel(Platform.TELEGRAM, "1", ""),
                            "1",
                            ALICE,
                            "Alice",
                            Instant.EPOCH,
                            1,
                            Message.Kind.SPEECH,
                            "one two three four five six seven eight nine ten eleven twelve",
                            Optional.empty(),
                            Optional.empty()));
        }
        LiveArchive live = archive.live(FRIENDS);
        LeakGuard leaks = new LeakGuard(SaltFile.in(home));
        live.consents().forget(ALICE, Instant.EPOCH, new Traces(leaks, Set.of(), Map::of));
    }
}
