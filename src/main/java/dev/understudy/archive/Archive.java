package dev.understudy.archive;

import dev.understudy.archive.account.Accounts;
import dev.understudy.archive.account.Owner;
import dev.understudy.archive.connection.FileSource;
import dev.understudy.archive.connection.Server;
import dev.understudy.archive.connection.ServerSource;
import dev.understudy.archive.connection.Source;
import dev.understudy.archive.live.AuditTrail;
import dev.understudy.archive.live.LiveArchive;
import dev.understudy.archive.night.HeldBack;
import dev.understudy.archive.people.Roster;
import dev.understudy.archive.table.Database;
import dev.understudy.archive.table.Forgetting;
import dev.understudy.archive.table.Reading;
import dev.understudy.archive.table.Rows;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Person;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;

/// The database of everything that was said, in all circles. Thread-safe. A file is one process's
/// at a time; on a server several share it, and see what each stores.
///
/// Every method throws UserError when the file is corrupt or the disk fails, and when the server
/// does not answer: within seconds, and what was stored before stays.
public final class Archive implements AutoCloseable {
    /// The longest text of one message, in UTF-16 units: what H2 holds in a row.
    public static final int MAX_TEXT = 1_000_000;

    /// The longest id of a message, channel or handle.
    public static final int MAX_ID = 200;

    private final Database database;
    private final Source source;

    private Archive(Database database, Source source) {
        this.database = database;
        this.source = source;
    }

    /// The archive in `file` (to which H2 adds `.mv.db`), made when absent and brought up to date.
    ///
    /// Throws UserError when another process has it open, or when it is corrupt, of a newer version
    /// or out of reach.
    public static Archive open(Path file) {
        return open(file, FileSource.NOT_INTERRUPTED);
    }

    /// The same through one of H2's file systems, such as `full:`.
    static Archive open(Path file, String fileSystem) {
        return open(FileSource.open(file, fileSystem));
    }

    /// The archive on `server`, whose tables are made when absent and brought up to date.
    ///
    /// Throws UserError when the server is out of reach, too old or refuses, or when the tables are
    /// of a newer version.
    public static Archive open(Server server) {
        return open(ServerSource.open(server));
    }

    private static Archive open(Source source) {
        try {
            return source.trouble().explained(() -> migrated(source));
        } catch (RuntimeException failed) {
            try {
                source.close();
            } catch (RuntimeException alsoFailed) {
                failed.addSuppressed(alsoFailed);
            }
            throw failed;
        }
    }

    private static Archive migrated(Source source) {
        Flyway.configure()
                .dataSource(source.data())
                .locations("classpath:db/migration")
                .ignoreMigrationPatterns(new String[0]) // else it takes newer tables
                .load()
                .migrate();
        Jdbi jdbi = Jdbi.create(source.data());
        jdbi.registerArrayType(String.class, "varchar");
        return new Archive(new Database(jdbi, source.trouble(), source.shared()), source);
    }

    /// Gives connections to the same database, for what stands in it beside the archive's tables.
    /// Of no use once this is closed.
    public DataSource source() {
        return source.data();
    }

    /// Whether other processes may have it open, too.
    public boolean isShared() {
        return source.shared();
    }

    /// Takes messages for `circle`, which begins to exist with its first message. One at a time.
    public Storing store(Circle circle) {
        return new Storing(database, circle);
    }

    /// What is kept of the channels of `circle` while clones are on stage.
    public LiveArchive live(Circle circle) {
        return new LiveArchive(database, circle);
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
        source.trouble()
                .run(
                        () -> {
                            try {
                                database.close();
                            } finally {
                                source.close();
                            }
                        });
    }
}
