package dev.understudy.hub.transfer;

import java.net.URI;

/// A file that a server offers, and how to know that it came over whole.
///
/// @param name what to call it here, without folders
/// @param size in bytes
public record RemoteFile(URI address, String name, long size, Checksum checksum) {
    public RemoteFile {
        if (size < 0) {
            throw new IllegalArgumentException(name + " cannot have " + size + " bytes");
        }
    }
}
