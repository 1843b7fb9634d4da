package dev.understudy.configuration.access;

import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/// A file that holds one secret and nothing else.
///
/// @param path where it is
/// @param what the secret is, as in `token`
public record SecretFile(Path path, String what) {
    /// Longer files hold something else.
    private static final long LONGEST = 4096;

    /// The secret. Throws UserError, without anything of it, when the file cannot be read or cannot
    /// be one.
    public String secret() {
        try {
            if (Files.size(path) > LONGEST) {
                throw new UserError(
                        "%s is too long to be a %s.".formatted(path, what),
                        "Name a file that holds the %s and nothing else.".formatted(what));
            }
            return Files.readString(path).strip();
        } catch (IOException unreadable) {
            throw unreadable(unreadable);
        }
    }

    /// Whether others than its owner may read it; where the system cannot tell, they may not.
    /// Throws UserError when it cannot be read.
    public boolean isExposed() {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return false;
        }
        try {
            return Files.getPosixFilePermissions(path).stream()
                    .anyMatch(
                            permission ->
                                    permission == PosixFilePermission.GROUP_READ
                                            || permission == PosixFilePermission.OTHERS_READ);
        } catch (IOException unreadable) {
            throw unreadable(unreadable);
        }
    }

    private UserError unreadable(IOException cause) {
        return new UserError(
                "The %s-file %s cannot be read.".formatted(what, path),
                "Put the %s into it, for this user to read: chmod 600 %s".formatted(what, path),
                cause);
    }
}
