package dev.understudy.archive.connection;

import dev.understudy.archive.table.Trouble;
import dev.understudy.settings.UserError;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.h2.api.ErrorCode;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;

/// What goes wrong with an archive in a file.
///
/// @param file the archive, without the ending that H2 adds
record FileTrouble(Path file) implements Trouble {

    UserError unwritable(Exception cause) {
        return new UserError(
                "The archive " + database() + " cannot be written: " + reason(cause) + ".",
                "Make its folder writable, or choose another folder with --home.",
                cause);
    }

    /// The deepest cause that says something: a full disk shows above as a general error.
    @Override
    public Optional<UserError> explain(RuntimeException failed) {
        Optional<UserError> explained = Optional.empty();
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            Optional<UserError> closer =
                    switch (cause) {
                        case FlywayValidateException _ -> Optional.of(newer(failed));
                        case MVStoreException store -> ofStore(store, failed);
                        case SQLException sql -> ofSql(sql.getErrorCode(), failed);
                        default -> Optional.empty();
                    };
            explained = closer.isPresent() ? closer : explained;
        }
        return explained;
    }

    private Optional<UserError> ofSql(int code, RuntimeException failed) {
        return switch (code) {
            case ErrorCode.DATABASE_ALREADY_OPEN_1 -> Optional.of(inUse(failed));
            case ErrorCode.FILE_CORRUPTED_1,
                    ErrorCode.FILE_VERSION_ERROR_1,
                    ErrorCode.TABLE_OR_VIEW_NOT_FOUND_1,
                    ErrorCode.TABLE_OR_VIEW_NOT_FOUND_DATABASE_EMPTY_1,
                    ErrorCode.GENERAL_ERROR_1 ->
                    Optional.of(corrupt(failed));
            case ErrorCode.DATABASE_IS_READ_ONLY -> Optional.of(unwritable(failed));
            case ErrorCode.IO_EXCEPTION_1, ErrorCode.IO_EXCEPTION_2 -> Optional.of(ofDisk(failed));
            default -> Optional.empty();
        };
    }

    private Optional<UserError> ofStore(MVStoreException store, RuntimeException failed) {
        return switch (store.getErrorCode()) {
            case DataUtils.ERROR_FILE_LOCKED -> Optional.of(inUse(failed));
            case DataUtils.ERROR_FILE_CORRUPT,
                    DataUtils.ERROR_UNSUPPORTED_FORMAT,
                    DataUtils.ERROR_CHUNK_NOT_FOUND,
                    DataUtils.ERROR_BLOCK_NOT_FOUND,
                    DataUtils.ERROR_SERIALIZATION,
                    DataUtils.ERROR_INTERNAL ->
                    Optional.of(corrupt(failed));
            case DataUtils.ERROR_READING_FAILED ->
                    Optional.of(
                            store.getCause() instanceof EOFException // the file is cut short
                                    ? corrupt(failed)
                                    : ofDisk(failed));
            case DataUtils.ERROR_WRITING_FAILED -> Optional.of(ofDisk(failed));
            default -> Optional.empty();
        };
    }

    private UserError ofDisk(RuntimeException failed) {
        String reason = reason(failed).toLowerCase(Locale.ROOT);
        return reason.contains("space") || reason.contains("quota")
                ? full(failed)
                : unwritable(failed);
    }

    private UserError inUse(RuntimeException failed) {
        return new UserError(
                "The archive " + database() + " is in use by another understudy process.",
                "Wait for it to end, or choose another folder with --home.",
                failed);
    }

    private UserError corrupt(RuntimeException failed) {
        return new UserError(
                "The archive " + database() + " is damaged and cannot be read.",
                "Put back a copy of that file, or move it away and import your exports again.",
                failed);
    }

    private UserError newer(RuntimeException failed) {
        return new UserError(
                "The archive " + database() + " was made by a newer version of Understudy.",
                "Use that version, or choose another folder with --home.",
                failed);
    }

    private UserError full(RuntimeException failed) {
        return new UserError(
                "The disk that holds the archive " + database() + " is full.",
                "Free some space and run the same command again: what is stored stays stored.",
                failed);
    }

    private Path database() {
        return file.resolveSibling(file.getFileName() + ".mv.db");
    }

    /// What the operating system said, if it said anything.
    private static String reason(Exception failed) {
        String reason = "the disk refused";
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException && cause.getMessage() != null) {
                reason = cause.getMessage();
            }
        }
        return reason;
    }
}
