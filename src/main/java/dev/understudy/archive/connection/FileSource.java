package dev.understudy.archive.connection;

import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.h2.jdbcx.JdbcDataSource;

/// Opens a database in a file, which one process has to itself.
public final class FileSource {
    /// H2 closes a file under which a thread is interrupted, unless it reads and writes through
    /// this.
    public static final String NOT_INTERRUPTED = "async:";

    private FileSource() {}

    /// The database in `file` (to which H2 adds `.mv.db`), made when absent, through one of H2's
    /// file systems. Throws UserError when it cannot be had.
    public static Source open(Path file, String fileSystem) {
        FileTrouble trouble = new FileTrouble(file);
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
        JdbcDataSource data = new JdbcDataSource();
        // WRITE_DELAY=0: a batch is in the file when its commit returns, so kill -9 loses none.
        // LOCK_TIMEOUT: H2 gives up after 2 s, which a commit to a slow disk may take.
        // DB_CLOSE_ON_EXIT: what a process does while it is asked to end is stored too.
        data.setURL(
                "jdbc:h2:file:"
                        + fileSystem
                        + absolute
                        + ";WRITE_DELAY=0;LOCK_TIMEOUT=20000;DB_CLOSE_ON_EXIT=FALSE");
        return trouble.explained(() -> open(data, trouble));
    }

    /// H2 closes the file with its last connection: one keeps it open between two uses.
    private static Source open(JdbcDataSource data, FileTrouble trouble) {
        try {
            Connection keeper = data.getConnection();
            return new Source(data, trouble, false, keeper::close);
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }
}
