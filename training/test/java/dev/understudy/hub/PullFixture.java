package dev.understudy.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A hub with a model, an empty home, and what to ask of both.
abstract class PullFixture {
    static final String WEIGHTS = "model.safetensors";

    @TempDir Path folder;
    FakeHub server;
    Home home;

    @BeforeEach
    void start() throws IOException {
        server = FakeHub.withModel();
        home = new Home(folder.resolve("home"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    final Pulled pull(String name) {
        return new ModelPull(home, server.hub(), false).run(ModelName.of(name), PullListener.NONE);
    }

    final Path base(String name) {
        return home.folder().resolve("base").resolve(name);
    }

    final AbstractThrowableAssert<?, UserError> refused(String name) {
        return assertThatThrownBy(() -> pull(name))
                .asInstanceOf(InstanceOfAssertFactories.throwable(UserError.class));
    }

    final void assertWhole(String name, String... files) throws IOException {
        for (String file : files) {
            assertThat(base(name).resolve(file)).hasBinaryContent(server.content(file));
        }
        assertThat(base(name).toFile().list()).hasSize(files.length + 1).contains("source.json");
        assertThat(base(name + ".unfinished")).doesNotExist();
    }

    final List<String> ranges() {
        return server.stored().stream().map(seen -> seen.header("Range")).toList();
    }
}
