package dev.understudy.archive.connection;

import dev.understudy.archive.table.Trouble;
import java.sql.SQLException;
import javax.sql.DataSource;

/// A database that is open.
///
/// @param data gives connections
/// @param shared whether other processes write into it, too
/// @param end closes it
public record Source(DataSource data, Trouble trouble, boolean shared, End end) {

    /// What is done with a database at last.
    @FunctionalInterface
    public interface End {
        void close() throws SQLException;
    }

    /// Closes the database.
    public void close() {
        try {
            end.close();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
