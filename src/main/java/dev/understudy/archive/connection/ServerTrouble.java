package dev.understudy.archive.connection;

import dev.understudy.archive.table.Trouble;
import dev.understudy.settings.UserError;
import java.sql.SQLException;
import java.util.Optional;
import org.flywaydb.core.api.exception.FlywayValidateException;

/// What goes wrong with an archive on a server, by PostgreSQL's five-character codes. Nothing that
/// the server said is repeated: it may quote what it was given.
///
/// @param server which one
record ServerTrouble(Server server) implements Trouble {
    private static final String ADDRESS = "understudy.yml, archive.url";

    @Override
    public Optional<UserError> explain(RuntimeException failed) {
        Optional<UserError> explained = Optional.empty();
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            Optional<UserError> closer =
                    switch (cause) {
                        case FlywayValidateException _ -> Optional.of(newer(failed));
                        case SQLException sql -> ofState(state(sql), failed);
                        default -> Optional.empty();
                    };
            explained = closer.isPresent() ? closer : explained;
        }
        return explained;
    }

    private static String state(SQLException failed) {
        return Optional.ofNullable(failed.getSQLState()).orElse("");
    }

    @Override
    public boolean isConflict(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && isConflict(state(sql))) {
                return true;
            }
        }
        return false;
    }

    /// A key that is there already or not any more, and two who wait for each other.
    private static boolean isConflict(String state) {
        return switch (state) {
            case "23505", "23503", "40001", "40P01" -> true;
            default -> false;
        };
    }

    @Override
    public boolean isOutOfReach(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && isOutOfReach(state(sql))) {
                return true;
            }
        }
        return false;
    }

    /// Lost connections, a server that stops or starts, and one that takes no more callers.
    private static boolean isOutOfReach(String state) {
        return state.startsWith("08")
                || state.startsWith("57P")
                || state.equals("53300")
                || isRefusal(state);
    }

    private static boolean isRefusal(String state) {
        return state.startsWith("28") || state.equals("3D000");
    }

    private Optional<UserError> ofState(String state, RuntimeException failed) {
        return switch (state) {
            case "28P01", "28000" -> Optional.of(refused(failed));
            case "3D000" -> Optional.of(noDatabase(failed));
            case "42501" -> Optional.of(forbidden());
            case "25006" ->
                    Optional.of(
                            error(
                                    "may only be read: it is a copy, or switched to read-only.",
                                    "Name the server that may be written in " + ADDRESS + ".",
                                    failed));
            case "53100" ->
                    Optional.of(
                            error(
                                    "has no room left on its disk.",
                                    "Free some space on the server and run the same command"
                                            + " again: what is stored stays stored.",
                                    failed));
            case "55P03", "57014" ->
                    Optional.of(
                            error(
                                    "is busy: another process writes in the same circle.",
                                    "Try again when that is done.",
                                    failed));
            case String lost when isOutOfReach(lost) -> Optional.of(lost(failed));
            case String damage when damage.startsWith("XX") ->
                    Optional.of(
                            error(
                                    "is damaged, or failed inside.",
                                    "Look into the server's log; put back a dump if need be.",
                                    failed));
            default -> Optional.empty();
        };
    }

    private UserError error(String what, String remedy, RuntimeException failed) {
        return new UserError("The database " + server.place() + " " + what, remedy, failed);
    }

    private UserError refused(RuntimeException failed) {
        String user = server.user().map(name -> "user " + name).orElse("this user");
        return error(
                "does not let " + user + " in with this password.",
                "Set archive.user in understudy.yml, and the password in its password-file or in"
                        + " UNDERSTUDY_DATABASE_PASSWORD.",
                failed);
    }

    private UserError noDatabase(RuntimeException failed) {
        return error(
                "is not there, though its server answers.",
                "Make it with createdb, or correct " + ADDRESS + ".",
                failed);
    }

    UserError forbidden() {
        return new UserError(
                "The database " + server.place() + " does not let its user make or change tables.",
                "Make that user the owner of the database: ALTER DATABASE … OWNER TO ….");
    }

    private UserError lost(RuntimeException failed) {
        return error(
                "does not answer.",
                "See whether the server runs and "
                        + ADDRESS
                        + ", is right; what was stored is"
                        + " safe, and bots go on when it is back.",
                failed);
    }

    private UserError newer(RuntimeException failed) {
        return error(
                "was made by a newer version of Understudy.",
                "Use that version, or name another database in " + ADDRESS + ".",
                failed);
    }
}
