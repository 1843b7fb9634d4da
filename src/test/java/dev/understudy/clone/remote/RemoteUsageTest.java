package dev.understudy.clone.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.clone.voice.RemoteSettings;
import dev.understudy.clone.voice.Voice;
import dev.understudy.model.shared.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RemoteUsageTest {
    @TempDir private Path folder;

    @Test
    void whoeverWatchesHearsOfTheFirstPieceAndOfAll() throws IOException {
        List<String> heard = new ArrayList<>();
        Usage usage =
                new Usage() {
                    private long now;

                    @Override
                    public long nanos() {
                        return now += 5;
                    }

                    @Override
                    public void begun(Duration wait) {
                        heard.add("begun " + wait.toNanos());
                    }

                    @Override
                    public void ended(int tokens, Duration time) {
                        heard.add("ended " + tokens + " " + time.toNanos());
                    }
                };
        Alice.checkpoint(folder);
        try (FakeCompletions server = new FakeCompletions();
                Voice watched = watched(server, usage)) {
            server.answering((_, wire) -> wire.begin().say("so").say(" it").say(" is").end("stop"));
            assertThat(Alice.says(watched)).isEqualTo("so it is");
            assertThat(heard).containsExactly("begun 5", "ended 3 5");
            heard.clear();
            server.answering((_, wire) -> wire.status(401));
            assertThatThrownBy(() -> Alice.says(watched)).isInstanceOf(RemoteFailure.class);
            assertThat(heard).isEmpty();
        }
    }

    private Voice watched(FakeCompletions server, Usage usage) {
        RemoteSettings settings = new RemoteSettings(server.url(), Optional.empty(), Alice.PATIENT);
        return RemoteVoice.load(folder, FakeCompletions.NAME, settings, Optional.empty(), usage);
    }
}
