package dev.understudy.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.archive.Archive;
import dev.understudy.archive.live.Policy;
import dev.understudy.archive.server.PostgresServer;
import dev.understudy.settings.UserError;
import dev.understudy.stage.talk.Troupe;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// The server with the archive goes away under clones on stage, and comes back.
class ServerAwayTest {
    @Test
    void whatIsHeardMeanwhileIsKeptWhenItIsBack() {
        PostgresServer postgres = PostgresServer.shared();
        Archive archive = Archive.open(postgres.archive());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                Hall hall =
                        new Hall(archive, Policy.OPT_OUT, Troupe::parrot, Hall.manners(0, false))) {
            hall.says("Mia", "before");
            postgres.kill();
            CompletableFuture<Void> heard =
                    CompletableFuture.runAsync(() -> hall.says("Mia", "meanwhile"), threads);
            CompletableFuture<Optional<String>> last =
                    CompletableFuture.supplyAsync(() -> hall.stage.lastHeard(Hall.PLACE), threads);
            assertThatThrownBy(archive::circles)
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("does not answer");
            assertThat(heard).isNotDone();
            assertThat(last).isNotDone();
            postgres.restart();
            heard.join();
            assertThat(last.join()).isPresent();
            hall.says("Mia", "after");
            assertThat(hall.kept()).containsExactly("before", "meanwhile", "after");
        } finally {
            postgres.restart();
        }
    }
}
