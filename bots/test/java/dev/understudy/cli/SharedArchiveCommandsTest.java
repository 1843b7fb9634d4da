package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.archive.Archive;
import dev.understudy.archive.connection.Server;
import dev.understudy.archive.server.PostgresServer;
import dev.understudy.chat.Circle;
import dev.understudy.cli.storage.Records;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands whose archive is on a server that other processes use as well, and whose models lie in
/// a folder of their own.
class SharedArchiveCommandsTest {
    private static final int MESSAGES = 300;

    @TempDir Path folder;
    private Server server;
    private ToyHome home;

    @BeforeEach
    void settings() throws IOException {
        server = PostgresServer.shared().archive();
        home = home("home", server.url());
    }

    private ToyHome home(String name, String url) throws IOException {
        Path made = Files.createDirectories(folder.resolve(name));
        Files.writeString(
                made.resolve("understudy.yml"),
                "archive:\n  url: %s\n  user: postgres\n".formatted(url));
        return new ToyHome(made);
    }

    private Path chat() throws IOException {
        return ToyHome.writeChat(folder.resolve("chat.txt"), MESSAGES);
    }

    private long messages() {
        try (Archive archive = Archive.open(server)) {
            return archive.messageCount(new Circle("friends"));
        }
    }

    @Test
    void twoProcessesImportTheSameExportAtOnceAndItIsThereOnce() throws Exception {
        String chat = chat().toString();
        ToyHome other = home("other", server.url());
        try (OwnProcess one = new OwnProcess(folder.resolve("one"), home.inCircle("import", chat));
                OwnProcess two =
                        new OwnProcess(folder.resolve("two"), other.inCircle("import", chat))) {
            for (OwnProcess process : List.of(one, two)) {
                Invocation end = process.end();
                assertThat(end.exitCode()).as(end.err()).isZero();
            }
        }
        assertThat(messages()).isEqualTo(MESSAGES);
        assertThat(home.folder().resolve("archive")).doesNotExist();
    }

    @Test
    void botsThatRunAreInNobodysWay() throws IOException {
        Home bots = new Home(home.folder());
        try (Records.Held held = Records.in(bots).openAlone()) {
            assertThatThrownBy(() -> Records.in(bots).openAlone())
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("in use by another understudy process");
            Invocation imported = Invocation.of(home.inCircle("import", chat().toString()));
            assertThat(imported.exitCode()).as(imported.err()).isZero();
            assertThat(held.archive().messageCount(new Circle("friends"))).isEqualTo(MESSAGES);
            Invocation people = Invocation.of(home.inCircle("people"));
            assertThat(people.out()).contains("ALICE", "BOB", "CARMEN");
            Invocation doctor = Invocation.of("doctor", "--home", home.folder().toString());
            assertThat(doctor.out())
                    .contains(server.place() + ": 300 messages of 1 circle")
                    .doesNotContain("in use");
        }
    }

    @Test
    void aBackupSaysThatTheArchiveIsElsewhere() throws IOException {
        Path file = folder.resolve("backup.zip");
        Invocation backup =
                Invocation.of("backup", file.toString(), "--home", home.folder().toString());
        assertThat(backup.exitCode()).as(backup.err()).isZero();
        assertThat(backup.err()).contains("in the database " + server.place(), "pg_dump");
        assertThat(file).exists();
    }

    @Test
    void modelsAndRunsLieInTheStore() throws IOException {
        Path store = folder.resolve("store");
        Invocation.of(home.inCircle("import", chat().toString()));
        Invocation trained = withStore(store, home.inCircle(toy()));
        assertThat(trained.exitCode()).as(trained.err()).isZero();
        assertThat(store.resolve("models/friends/0001/model.safetensors")).exists();
        assertThat(home.folder().resolve("models")).doesNotExist();
        assertThat(home.folder().resolve("runs")).doesNotExist();
        assertThat(withStore(store, home.inCircle("models", "list")).out()).contains("0001");
        assertThat(Invocation.of(home.inCircle("models", "list")).err())
                .contains("has no model yet");
        Invocation restored =
                withStore(store, "restore", "x.zip", "--home", home.folder().toString());
        assertThat(restored.exitCode()).isEqualTo(1);
    }

    @Test
    void aStoreThatCannotBeOneIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Invocation listed = withStore(file, home.inCircle("models", "list"));
        assertThat(listed.exitCode()).isEqualTo(1);
        assertThat(listed.err()).contains(file + " is a file", "--store");
        Path gone = file.resolve("store");
        Invocation trained = withStore(gone, home.inCircle(toy()));
        assertThat(trained.exitCode()).isEqualTo(1);
        assertThat(trained.err()).contains(gone + " cannot be written", "--store");
    }

    private static String[] toy() {
        return new String[] {
            "train",
            "--layers=1",
            "--heads=2",
            "--width=16",
            "--block=16",
            "--batch=4",
            "--vocabulary=300",
            "--steps=4",
            "--evaluate-every=4",
            "--save-every=4"
        };
    }

    private static Invocation withStore(Path store, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--store", store.toString()));
        return Invocation.of(all.toArray(String[]::new));
    }
}
