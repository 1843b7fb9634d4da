package dev.understudy.archive.server;

import dev.understudy.archive.Archive;
import dev.understudy.archive.connection.Server;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A real PostgreSQL server for tests, with its data in a folder of its own. It can be killed and
/// started again. One for a test class or a JVM; a fresh database for each test.
public final class PostgresServer implements AutoCloseable {
    /// The server refuses to run for root, who takes another identity then, in one of these ways.
    private static final List<List<String>> WAYS =
            List.of(
                    List.of("unshare", "-U"),
                    List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));

    private static final String SUPERUSER = "postgres";
    private static final int MOST_TRIES = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final Path folder;
    private final List<String> identity;
    private final int port;
    private Optional<Server> tables = Optional.empty();
    private Optional<Process> process = Optional.empty();

    private PostgresServer(Path folder, List<String> identity, int port) {
        this.folder = folder;
        this.identity = identity;
        this.port = port;
    }

    /// The one that all tests of this JVM share, which ends with it.
    public static PostgresServer shared() {
        return Shared.ONE;
    }

    private static final class Shared {
        static final PostgresServer ONE = begin();

        private static PostgresServer begin() {
            PostgresServer server = start();
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            return server;
        }
    }

    /// A server of one's own.
    public static PostgresServer start() {
        try {
            Path folder = Files.createTempDirectory("understudy-postgres");
            PostgresBinaries.unpack(folder.resolve("pg"));
            Files.createDirectory(folder.resolve("data"));
            List<String> identity = identity(folder);
            PostgresServer server = new PostgresServer(folder, identity, freePort());
            server.run(
                    "initdb",
                    "-D",
                    server.data(),
                    "-U",
                    SUPERUSER,
                    "-A",
                    "trust",
                    "-E",
                    "UTF8",
                    "--locale=C",
                    "--no-sync");
            server.restart();
            return server;
        } catch (IOException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }

    private static List<String> identity(Path folder) throws IOException {
        if (!System.getProperty("user.name").equals("root")) {
            return List.of();
        }
        for (List<String> way : WAYS) {
            if (way.getFirst().equals("setpriv")) {
                Files.setAttribute(folder, "unix:uid", 65534);
                Files.setAttribute(folder.resolve("data"), "unix:uid", 65534);
            }
            if (works(way, folder.resolve("pg/bin/postgres"))) {
                return way;
            }
        }
        throw new IllegalStateException("PostgreSQL runs for nobody here");
    }

    private static boolean works(List<String> way, Path postgres) {
        List<String> command = new ArrayList<>(way);
        command.addAll(List.of(postgres.toString(), "--version"));
        try {
            return ended(new ProcessBuilder(command).start()) == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private ProcessBuilder program(String name, String... arguments) {
        List<String> command = new ArrayList<>(identity);
        command.add(folder.resolve("pg/bin").resolve(name).toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
    }

    private void run(String name, String... arguments) throws IOException {
        if (ended(program(name, arguments).start()) != 0) {
            throw new IllegalStateException(Files.readString(folder.resolve("log")));
        }
    }

    private static int ended(Process process) {
        try {
            if (process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            process.destroyForcibly();
            throw new IllegalStateException("it does not end");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /// Starts it again on its data, and returns when it takes callers.
    ///
    /// What is committed survives the death of the server, but not that of the machine: tests need
    /// not pay for fsync.
    public void restart() {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            if (process.filter(Process::isAlive).isEmpty()) {
                process = Optional.of(launched());
            }
            if (answers()) {
                return;
            }
            pause(process.get());
        }
        throw new IllegalStateException(log());
    }

    private Process launched() {
        try {
            return program(
                            "postgres",
                            "-D",
                            data(),
                            "-p",
                            String.valueOf(port),
                            "-h",
                            "127.0.0.1",
                            "-k",
                            "",
                            "-F",
                            "-c",
                            "deadlock_timeout=100ms")
                    .start();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private boolean answers() {
        try (Connection connection = connect(SUPERUSER)) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    /// Waits a moment, unless it ends before.
    private static void pause(Process process) {
        try {
            process.waitFor(50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException unreadable) {
            return "it has no log";
        }
    }

    /// Kills it with all its processes, as kill -9 does.
    public void kill() {
        Process running = process.orElseThrow();
        running.descendants().forEach(ProcessHandle::destroyForcibly);
        ended(running.destroyForcibly());
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), SUPERUSER, "");
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    /// A new, empty database.
    public Server database() {
        return database("template1");
    }

    /// A new database with the archive's tables, which takes a fraction of the time to open.
    public synchronized Server archive() {
        if (tables.isEmpty()) {
            tables = Optional.of(database());
            Archive.open(tables.get()).close();
        }
        return database(name(tables.get()));
    }

    private Server database(String template) {
        String name = "test" + DATABASES.incrementAndGet();
        execute("CREATE DATABASE %s TEMPLATE %s".formatted(name, template));
        return new Server(url(name), Optional.of(SUPERUSER), Optional.empty());
    }

    private static String name(Server database) {
        return database.url().substring(database.url().lastIndexOf('/') + 1);
    }

    private void execute(String sql) {
        execute(SUPERUSER, sql);
    }

    /// Does something in `database` as the superuser.
    public void execute(Server database, String sql) {
        execute(name(database), sql);
    }

    private void execute(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void close() {
        kill();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException | UncheckedIOException stillWritten) {
            folder.toFile().deleteOnExit();
        }
    }
}
