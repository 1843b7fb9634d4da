package dev.understudy.archive;

import dev.understudy.archive.account.Accounts;
import dev.understudy.archive.account.Owner;
import dev.understudy.archive.live.AuditTrail;
import dev.understudy.archive.live.LiveArchive;
import dev.understudy.archive.night.HeldBack;
import dev.understudy.archive.people.Roster;
import dev.understudy.archive.table.Database;
import dev.understudy.archive.table.Forgetting;
import dev.understudy.archive.table.Reading;
import dev.understudy.archive.table.Rows;
import dev.understudy.archive.table.Trouble;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Person;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.jdbi.v3.core.Jdbi;

/// The database of everything that was said, in all circles. One process at a time; thread-safe.
///
/// Every method throws UserError when the file is corrupt or the disk fails.
public final class Archive implements AutoCloseable {
    /// The longest text of one message, in UTF-16 units: what H2 holds in a row.
    public static final int MAX_TEXT = 1_000_000;

    /// The longest id of a message, channel or handle.
    public static final int MAX_ID = 200;

    /// H2 closes a file under which a thread is interrupted, unless it reads and writes through
    /// this.
    private static final String NOT_INTERRUPTED = "async:";

    private final Database database;

    /// H2 closes the file with its last connection: this one keeps it open between two uses.
    private final Connection keeper;

    private final Trouble trouble;
    private final DataSource source;

    private Archive(
            Database database, Connection keeper, Trouble trouble, DataSource source) {
        this.source = source;
        this.database = database;
        this.keeper = keeper;
        this.trouble = trouble;
    }

    /// The archive in `file` (to which H2 adds `.mv.db`), made when absent and brought up to date.
    ///
    /// Throws UserError when another process has it open, or when it is corrupt, of a newer version
    /// or out of reach.
    public static Archive open(Path file) {
        return open(file, NOT_INTERRUPTED);
    }

    /// The same through one of H2's file systems, such as `full:`.
    static Archive open(Path file, String fileSystem) {
        Trouble trouble = new Trouble(file);
        Path absolute = file.toAbsolutePath().normalize();
        if (absolute.toString().indexOf(';') >= 0) {
            throw new UserError(
                    absolute + " holds a semicolon, which the database cannot take in a path.",
                    "Choose another folder with --home.");
        }
        try {
            Files.createDirectories(absolute.resolveSibling("."));
        } catch (IOException unwritable) {
            throw trouble.unwritable(unwritable);
        }
        JdbcDataSource source = new JdbcDataSource();
        // WRITE_DELAY=0: a batch is in the file when its commit returns, so kill -9 loses none.
        // DB_CLOSE_ON_EXIT: what a process does while it is asked to end is stored too.
        source.setURL(
                "jdbc:h2:file:" + fileSystem + absolute + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
        return trouble.explained(() -> open(source, trouble));
    }

    private static Archive open(JdbcDataSource source, Trouble trouble) {
        Connection keeper;
        try {
            keeper = source.getConnection();
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
        try {
            Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:db/migration")
                    .ignoreMigrationPatterns(new String[0]) // else it takes newer tables
                    .load()
                    .migrate();
        } catch (RuntimeException failed) {
            try {
                keeper.close();
            } catch (SQLException alsoFailed) {
                failed.addSuppressed(alsoFailed);
            }
            throw failed;
        }
        Jdbi jdbi = Jdbi.create(source);
        jdbi.registerArrayType(String.class, "varchar");
        return new Archive(new Database(jdbi, trouble), keeper, trouble, source);
    }

    /// Takes messages for `circle`, which begins to exist with its first message. One at a time.
    public Storing store(Circle circle) {
        return new Storing(database, circle);
    }

    /// What is kept of the channels of `circle` while clones are on stage.
    public LiveArchive live(Circle circle) {
        return new LiveArchive(database, circle);
    }

    /// The database, for others who keep something in it.
    public DataSource source() {
        return source;
    }

    /// What no night learns from in `circle`.
    public HeldBack heldBack(Circle circle) {
        return new HeldBack(database, circle);
    }

    /// Every command that was given.
    public AuditTrail audit() {
        return new AuditTrail(database);
    }

    /// Hashes of what those wrote who are forgotten, in all circles, as [Remains][dev.understudy
    /// .archive.live.Remains] gave them.
    public long[] forgottenPassages() {
        return database.read(Forgetting::hashes);
    }

    /// All circles by name.
    public List<Circle> circles() {
        return database.read(
                db ->
                        db.createQuery("SELECT name FROM circle ORDER BY name")
                                .map((row, _) -> new Circle(row.getString(1)))
                                .list());
    }

    /// Everyone who ever wrote in `circle` or said whether they may be cloned, in the order in
    /// which they were first stored, without the forgotten.
    public List<Person> people(Circle circle) {
        return database.read(
                db ->
                        Accounts.all(db, circle).stream()
                                .filter(owner -> !owner.isForgotten())
                                .map(Owner::person)
                                .toList());
    }

    /// The people of `circle`, for those who look after it.
    public Roster roster(Circle circle) {
        return new Roster(database, circle);
    }

    /// Hands every message of `circle` to `sink`: channel by channel in the order in which they
    /// were first stored, each by time sent, then by sequence. Memory: one page of messages.
    public void forEachMessage(Circle circle, Consumer<Message> sink) {
        database.read(
                db -> {
                    OptionalLong id = Rows.circleId(db, circle);
                    if (id.isPresent()) {
                        new Reading(db, id.getAsLong()).forEach(sink);
                    }
                    return true;
                });
    }

    /// How many messages `circle` holds.
    public long messageCount(Circle circle) {
        return database.read(
                db -> db.createQuery(MESSAGE_COUNT).bind(0, circle.name()).mapTo(Long.class).one());
    }

    private static final String MESSAGE_COUNT =
            """
            SELECT COUNT(*) FROM message WHERE channel_id IN
            (SELECT n.id FROM channel n JOIN circle c ON c.id = n.circle_id WHERE c.name = ?)""";

    @Override
    public void close() {
        trouble.run(
                () -> {
                    try (keeper) {
                        database.close();
                    } catch (SQLException failed) {
                        throw new IllegalStateException(failed);
                    }
                });
    }
}
